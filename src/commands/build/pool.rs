//! Runs work on several threads and returns the results in order.
//!
//! A rayon pool is unsuitable: Typst's exporter runs other pool work while it waits, which would
//! render a second résumé on the stack of the first.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// Stack size of a thread in bytes. Typst lays out nested content recursively.
const STACK: usize = 16 << 20;

/// Maximum number of finished results per thread that may wait for an earlier one, so that a slow
/// résumé does not let them pile up.
const AHEAD: usize = 4;

/// Settings of the pool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pool {
    pub(super) jobs: usize,
    /// Whether results are returned in input order rather than as they finish.
    pub(super) in_order: bool,
}

/// The functions that define the work.
pub(super) struct Work<Next, Worker, Do, Fault> {
    /// Returns the next item; called by one thread at a time.
    pub(super) next: Next,
    /// Creates the state of a thread.
    pub(super) worker: Worker,
    pub(super) run: Do,
    /// Returns the result of an item whose thread panicked.
    pub(super) fault: Fault,
}

impl Pool {
    /// Processes all items; `finish` receives the results on this thread until it breaks.
    ///
    /// Returns an error if no thread can be started.
    pub(super) fn run<I: Send, O: Send, W>(
        self,
        work: Work<
            impl FnMut() -> Option<I> + Send,
            impl Fn() -> W + Sync,
            impl Fn(&mut W, &I) -> O + Sync,
            impl Fn(&I) -> O + Sync,
        >,
        mut finish: impl FnMut(O) -> ControlFlow<()>,
    ) -> io::Result<()> {
        let Work { next, worker, run, fault } = work;
        let queue = Mutex::new(Queue { next, taken: 0 });
        let window = Window::new(self.jobs.saturating_mul(AHEAD));
        let (sender, results) = mpsc::channel();
        thread::scope(|scope| {
            for _ in 0..self.jobs {
                let (sender, queue, window) = (sender.clone(), &queue, &window);
                let (worker, run, fault) = (&worker, &run, &fault);
                let take = move || {
                    let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
                    window.wait_for(queue.taken)?;
                    let item = (queue.next)()?;
                    queue.taken += 1;
                    Some((queue.taken - 1, item))
                };
                let work_loop = move || {
                    let mut own = worker();
                    while let Some((number, item)) = take() {
                        let done = catch_unwind(AssertUnwindSafe(|| run(&mut own, &item)));
                        let done = done.unwrap_or_else(|_| {
                            // The panic may have left the state inconsistent.
                            own = worker();
                            fault(&item)
                        });
                        if sender.send((number, done)).is_err() {
                            break;
                        }
                    }
                };
                let started =
                    thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work_loop);
                if let Err(error) = started {
                    window.close();
                    return Err(error);
                }
            }
            drop(sender);
            let mut waiting = BTreeMap::new();
            let mut finished = 0;
            for (number, result) in results {
                let number = if self.in_order { number } else { finished + waiting.len() };
                waiting.insert(number, result);
                while let Some(result) = waiting.remove(&finished) {
                    if finish(result).is_break() {
                        window.close();
                        return Ok(());
                    }
                    finished += 1;
                    window.open_to(finished);
                }
            }
            Ok(())
        })
    }
}

struct Queue<Next> {
    next: Next,
    taken: usize,
}

/// Limits how far the work may be ahead of the results taken.
struct Window {
    size: usize,
    /// Number of results taken; `None` once no more work may start.
    finished: Mutex<Option<usize>>,
    moved: Condvar,
}

impl Window {
    fn new(size: usize) -> Self {
        Self { size, finished: Mutex::new(Some(0)), moved: Condvar::new() }
    }

    /// Waits until an item may start; `None` if it must not.
    fn wait_for(&self, number: usize) -> Option<()> {
        let finished = self.finished.lock().unwrap_or_else(PoisonError::into_inner);
        let is_far = |finished: &mut Option<usize>| {
            finished.is_some_and(|finished| number >= finished + self.size)
        };
        let waited = self.moved.wait_while(finished, is_far);
        waited.unwrap_or_else(PoisonError::into_inner).map(|_| ())
    }

    fn open_to(&self, finished: usize) {
        *self.finished.lock().unwrap_or_else(PoisonError::into_inner) = Some(finished);
        self.moved.notify_all();
    }

    fn close(&self) {
        *self.finished.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn squares(pool: Pool, count: usize, panics_at: Option<usize>) -> Vec<usize> {
        let mut numbers = 0..count;
        let mut results = Vec::new();
        let work = Work {
            next: move || numbers.next(),
            worker: || (),
            run: |(): &mut (), n: &usize| {
                assert!(Some(*n) != panics_at, "as asked");
                n * n
            },
            fault: |n: &usize| 1_000_000 + n,
        };
        let run = pool.run(work, |result| {
            results.push(result);
            ControlFlow::Continue(())
        });
        run.expect("threads can be started");
        results
    }

    #[test]
    fn results_are_complete_in_both_orders() {
        let expected: Vec<_> = (0..200).map(|n| n * n).collect();
        assert_eq!(squares(Pool { jobs: 4, in_order: true }, 200, None), expected);
        let mut any = squares(Pool { jobs: 4, in_order: false }, 200, None);
        any.sort_unstable();
        assert_eq!(any, expected);
    }

    #[test]
    fn a_panic_affects_only_its_own_result() {
        let results = squares(Pool { jobs: 2, in_order: true }, 5, Some(2));
        assert_eq!(results, [0, 1, 1_000_002, 9, 16]);
    }

    #[test]
    fn work_starts_only_slightly_ahead_of_results_and_not_after_the_end() {
        let begun = AtomicUsize::new(0);
        let pool = Pool { jobs: 2, in_order: true };
        let work = Work {
            next: || Some(begun.fetch_add(1, Ordering::SeqCst)),
            worker: || (),
            run: |(): &mut (), n: &usize| *n,
            fault: |n: &usize| *n,
        };
        let mut taken = 0;
        let run = pool.run(work, |_| {
            assert!(begun.load(Ordering::SeqCst) <= taken + 2 * AHEAD);
            taken += 1;
            if taken == 50 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        run.expect("threads can be started");
        assert!(begun.load(Ordering::SeqCst) <= 50 + 2 * AHEAD);
    }
}
