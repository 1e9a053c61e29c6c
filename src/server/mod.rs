//! The web server: the map, and the API behind it. The only module that knows HTTP and tokio.
//!
//! It answers the machine that it runs on and no other unless told so, keeps what it is given in memory, and forgets it when it stops.

mod measure;
mod allowance;
mod answers;
mod tiles;
mod state;
mod error;
mod parameters;
mod links;
mod remember;
mod guard;
// With `embed` the page is packed by `build.rs`.
#[cfg(any(test, not(feature = "embed")))]
mod pack;
mod assets;
mod ogc;
mod handlers;
mod router;
mod connections;

pub use measure::{RequestLog, RequestLogger};
pub use router::router;
pub use state::AppState;
pub use tiles::{TileSource, TileSourceError};

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Another program listens there.
    #[error(
        "the address {address} is taken; choose another with --listen, such as --listen 127.0.0.1:0 for any free port"
    )]
    Taken {
        /// The address asked for.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}; give an address of this machine with a port, such as --listen 127.0.0.1:8750")]
    Listen {
        /// The address asked for.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no threads or timers.
    #[error("cannot start the server")]
    Start(#[source] io::Error),
    /// It ran and stopped.
    #[error("the server stopped")]
    Serve(#[source] io::Error),
}

/// Listens on `address` ("127.0.0.1:8750"; port 0 is any free one), calls `on_listening` with the real address, and serves until Ctrl-C or SIGTERM.
/// Answers under way are finished first, for ten seconds at most.
///
/// # Errors
/// [`ServerError`] where the address is taken or is none of this machine's, or the system stops the server.
pub fn run(address: &str, mut state: AppState, on_listening: impl FnOnce(SocketAddr)) -> Result<(), ServerError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(ServerError::Start)?.block_on(async {
        let listener = listen(address).await?;
        let local = listener.local_addr().map_err(ServerError::Start)?;
        state.is_loopback_only = local.ip().is_loopback();
        on_listening(local);
        let state = Arc::new(state);
        let stopping = state.stopping.clone();
        let stop = async move {
            stop_signal().await;
            stopping.send_replace(true);
        };
        let served = connections::serve(listener, router(state), stop).await;
        served.map_err(ServerError::Serve)
    })
}

async fn listen(address: &str) -> Result<TcpListener, ServerError> {
    TcpListener::bind(address).await.map_err(|source| {
        let address = address.to_owned();
        match source.kind() {
            io::ErrorKind::AddrInUse => ServerError::Taken { address, source },
            _ => ServerError::Listen { address, source },
        }
    })
}

/// Returns when somebody asks the program to stop. Where the system gives no signals, never.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
