//! Serving: the listener, its connections, and what they may take.

use super::{account, elements, faults::Hangup, gate, hubs, instances, oauth, problem::Problem, vendor, world::Shared};
use crate::domain::base::API_PATH;
use axum::{
    Router,
    extract::Request,
    http::{Method, StatusCode},
    middleware,
};
use hyper::{server::conn::http1, service::Service as _, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{io, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinSet,
};

/// More than a browser and a few clients ever open; the rest wait in the backlog.
const MOST_CONNECTIONS: usize = 64;
/// A request head that takes longer is not from a client; an idle connection is closed after the same time.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// Head and buffer together: a consent address with a long state and scope is some KiB.
const HEAD_BYTES: usize = 64 * 1024;

/// All routes behind the gate.
pub(super) fn app(world: Shared) -> Router {
    let api = Router::new()
        .merge(account::routes())
        .merge(elements::routes())
        .merge(hubs::routes())
        .merge(instances::routes())
        .merge(oauth::routes());
    let routes = Router::new()
        .nest(API_PATH, api)
        .merge(vendor::routes())
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(wrong_method)
        .with_state(world.clone());
    // The gate rewrites paths, so it has to stand before routing, which a layer on the routes themselves does not.
    Router::new().fallback_service(routes).layer(middleware::from_fn_with_state(world, gate::gate))
}

async fn wrong_method(method: Method) -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, format!("Request method '{method}' not supported"))
}

/// Serves until `stop` is sent or dropped.
pub(super) async fn serve(listener: TcpListener, app: Router, mut stop: oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stop => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept(), if connections.len() < MOST_CONNECTIONS => match accepted {
                Ok((socket, _)) => drop(connections.spawn(connection(socket, app.clone()))),
                // Out of file handles, most likely: asking again at once would only burn the processor.
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}

/// `axum::serve` sets no limit to the time a request head may take, so hyper is asked directly.
async fn connection(socket: TcpStream, app: Router) {
    let app = TowerToHyperService::new(app);
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let answer = app.call(Request::from(request.map(axum::body::Body::new)));
        async move {
            match answer.await {
                Ok(response) if response.extensions().get::<Hangup>().is_none() => Ok(response),
                // An error is what makes hyper close the connection without a word.
                _ => Err(io::Error::from(io::ErrorKind::ConnectionReset)),
            }
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(socket), service)
        .await;
    // A connection that ends badly is the client's to notice.
    drop(served);
}
