//! Server: the listener, its connections, and their limits.

use super::{
    account, change_faults,
    connections::{Activity, ServedConnections},
    consent_page, elements,
    faults::ClosedConnection,
    formulas, head, hub_calls, hubs, instance_docs, instances, mappings, metadata, oauth, organization,
    problem::Problem,
    proxied, proxies, request_check, settings, traces,
    world::SharedWorld,
};
use crate::domain::base::API_PATH;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{Method, StatusCode},
    middleware,
};
use hyper::{server::conn::http1, service::Service as _, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{io, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

/// A request head that takes longer is not from a client; an idle connection is closed after the same time.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// Head and buffer together, well above the limit of the checks, so that those can answer in the platform's shape.
const HEAD_BYTES: usize = 8 * head::MAX_BYTES;
/// Headers by number; the library's own limit of 100 would answer without a body.
const MAX_HEADERS: usize = 512;

/// All routes behind the gate.
pub(super) fn app(world: SharedWorld) -> Router {
    let changes = Router::new().merge(instances::routes()).merge(settings::routes());
    let changes = changes.route_layer(middleware::from_fn_with_state(world.clone(), change_faults::on_change));
    let api = Router::new()
        .merge(account::routes())
        .merge(organization::routes())
        .merge(elements::routes())
        .merge(hubs::routes())
        .merge(changes)
        .merge(formulas::routes())
        .merge(mappings::routes())
        .merge(instance_docs::routes())
        .merge(oauth::routes())
        .merge(metadata::routes())
        .merge(proxies::routes())
        .merge(traces::routes())
        .merge(hub_calls::routes())
        .fallback(hub_calls::unknown);
    let routes = Router::new()
        .nest(API_PATH, api)
        .merge(account::page_routes())
        .merge(consent_page::routes())
        .merge(proxied::routes())
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(wrong_method)
        // The gate has read every body by then, within the platform's limit and not the library's.
        .layer(DefaultBodyLimit::disable())
        .with_state(world.clone());
    // The check rewrites paths, so it has to run before routing; a layer on the routes themselves would not.
    Router::new().fallback_service(routes).layer(middleware::from_fn_with_state(world, request_check::gate))
}

async fn wrong_method(method: Method) -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, format!("Request method '{method}' not supported"))
}

/// Serves until `stop` is sent or dropped.
pub(super) async fn serve(listener: TcpListener, app: Router, mut stop: oneshot::Receiver<()>) {
    let mut connections = ServedConnections::default();
    loop {
        let has_room = connections.has_room();
        tokio::select! {
            _ = &mut stop => break,
            () = connections.change() => {}
            accepted = listener.accept(), if has_room => match accepted {
                Ok((socket, _)) => connections.add(|activity| connection(socket, app.clone(), activity)),
                // Out of file handles, most likely: asking again at once would only burn the processor.
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}

/// `axum::serve` sets no limit to the time a request head may take, so hyper is asked directly.
async fn connection(socket: TcpStream, app: Router, activity: Arc<Activity>) {
    let app = TowerToHyperService::new(app);
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(activity.clone());
        let answer = app.call(Request::from(request));
        async move {
            match answer.await {
                Ok(response) if response.extensions().get::<ClosedConnection>().is_none() => Ok(response),
                // An error makes hyper close the connection without an answer.
                _ => Err(io::Error::from(io::ErrorKind::ConnectionReset)),
            }
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .max_headers(MAX_HEADERS)
        .serve_connection(TokioIo::new(socket), service)
        .await;
    // A connection that ends badly is the client's to notice.
    drop(served);
}
