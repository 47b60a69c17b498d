//! Restricts Typst to the current thread.

use rayon::ThreadPoolBuilder;

/// Makes the parallel parts of Typst run on the current thread, which must be the only one that calls it.
///
/// A résumé is too short to gain from other threads, and each takes memory of its own.
pub(super) fn use_one_thread() {
    // It fails if the threads have been started already, which changes nothing but the time.
    let _ = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
}
