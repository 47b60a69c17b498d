use super::language_of;

#[test]
fn sentences_are_told_by_their_small_words() {
    for (text, tag) in [
        ("I have worked as a nurse in a small town for the last ten years.", "en-US"),
        ("Ich arbeite seit zehn Jahren als Krankenschwester in einer kleinen Stadt.", "de"),
    ] {
        assert_eq!(language_of(text), Some(tag), "{text}");
    }
}
