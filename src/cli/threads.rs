use rayon::ThreadPoolBuilder;

/// Does the work of a run on one pool of threads, made here and nowhere else: as many as the machine has cores.
///
/// Where the machine refuses to start them, the pool is the calling thread alone, and the work only takes longer.
pub fn on_every_core<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let alone = |_| ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    match ThreadPoolBuilder::new().build().or_else(alone) {
        Ok(pool) => pool.install(work),
        // Not even that: whoever calls is in a pool already.
        Err(_) => work(),
    }
}
