use serde_json::json;

use super::in_script;

#[test]
fn data_cannot_close_the_script_element() {
    let written = in_script(&json!({"name": "</script><!--<script>&]]>"}).to_string());
    assert!(!written.contains(['<', '>', '&']), "{written}");
    let read: serde_json::Value = serde_json::from_str(&written).expect("it is JSON");
    assert_eq!(read["name"], "</script><!--<script>&]]>");
}
