//! Sends the requests of a client, and tells its observer of each.

use super::{
    answer::{self, ApiAnswer},
    call::ApiCall,
    cause::Cause,
    client::Client,
    observer::ObservedRequest,
    wire,
};
use crate::domain::Fault;
use reqwest::RequestBuilder;
use std::time::Instant;

impl Client {
    /// Sends a request that changes nothing, up to three times.
    pub(super) async fn read_request(
        &self,
        request: RequestBuilder,
        cap: usize,
        call: &ApiCall<'_>,
    ) -> Result<ApiAnswer, Fault> {
        self.answered(wire::read(request, cap), call).await
    }

    /// Sends a request once.
    pub(super) async fn send_request(&self, request: RequestBuilder, call: &ApiCall<'_>) -> Result<ApiAnswer, Fault> {
        self.answered(wire::send(request, answer::OBJECT), call).await
    }

    async fn answered(
        &self,
        request: impl Future<Output = Result<ApiAnswer, Cause>>,
        call: &ApiCall<'_>,
    ) -> Result<ApiAnswer, Fault> {
        let begun = Instant::now();
        let answer = request.await;
        if let Some(observer) = &self.net.observer {
            let status = answer.as_ref().ok().map(|answer| answer.status.as_u16());
            let (operation, took) = (call.aim.name(), begun.elapsed());
            observer.observe(&ObservedRequest { operation, host: &call.host, status, took });
        }
        answer.map_err(|cause| cause.fault(call))
    }
}
