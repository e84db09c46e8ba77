//! Server in front of a platform, which interferes with some of its requests.

use crate::{
    kit::web,
    person::Platform,
    server::{Reply, Request, Server, reply},
};
use std::sync::Arc;

/// Treatment of a request.
pub enum Treatment {
    /// The platform answers.
    Forward,
    /// This is the answer, and the platform sees nothing.
    Answer(Reply),
    /// The platform carries it out, and its answer is lost while the sender waits.
    Lose,
    /// The platform carries it out, and its answer becomes another one.
    Change(fn(Reply) -> Reply),
}

/// Platform behind a server.
pub struct Front {
    pub platform: Platform,
    /// Address for the program.
    pub base: String,
    _server: Server,
}

impl Front {
    /// Starts a platform, and a server that treats each request by its content. `done` is called with each request that
    /// the platform carried out.
    pub fn new(
        treat: impl Fn(&Request) -> Treatment + Send + Sync + 'static,
        done: impl Fn(&Request) + Send + Sync + 'static,
    ) -> Self {
        let platform = Platform::start();
        let at = platform.base.find("/elements").expect("a path");
        let (origin, path) = platform.base.split_at(at);
        let (origin, path) = (origin.to_owned(), path.to_owned());
        let done = Arc::new(done);
        let server = Server::answering(move |request| match treat(request) {
            Treatment::Answer(reply) => reply,
            Treatment::Forward => {
                let origin = origin.clone();
                Reply::OfBody(Box::new(move |request| forward(&origin, request)))
            }
            Treatment::Change(change) => {
                let origin = origin.clone();
                Reply::OfBody(Box::new(move |request| change(forward(&origin, request))))
            }
            Treatment::Lose => {
                let (origin, done) = (origin.clone(), Arc::clone(&done));
                Reply::OfBody(Box::new(move |request| {
                    forward(&origin, request);
                    done(request);
                    Reply::Stall(Vec::new())
                }))
            }
        });
        let base = format!("{}{path}", server.base.as_str().trim_end_matches('/'));
        Self { platform, base, _server: server }
    }
}

fn forward(origin: &str, request: &Request) -> Reply {
    let mut words = request.line.split(' ');
    let (method, path) = (words.next().expect("a method"), words.next().expect("a path"));
    let names = ["Authorization", "Content-Type", "Elements-Async-Callback-Url"];
    let headers: Vec<_> = names.into_iter().filter_map(|name| Some((name, request.header(name)?))).collect();
    let answer = web::call(method, &format!("{origin}{path}"), &headers, &request.body);
    let names = ["Content-Type", "elements-next-page-token", "elements-total-count", "elements-request-id"];
    let headers: Vec<_> = names.into_iter().filter_map(|name| Some((name, answer.header(name)?))).collect();
    reply(answer.status, &headers, &answer.body)
}
