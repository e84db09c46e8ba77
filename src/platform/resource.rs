//! Reads of a provider's resources through an instance, and of their documentation.

use super::{
    answer::ApiAnswer,
    call::ApiOperation,
    client::{Client, good},
    pages::next_page,
    wire,
};
use crate::{
    domain::{Account, Fault, Instance, RequestHeader, ResourcePath},
    text::Secret,
};

/// Answer of a resource.
#[derive(Debug)]
pub struct ResourceAnswer {
    /// Body, whatever it is.
    pub text: Secret,
    /// Token of the next page, if there is one.
    pub next: Option<String>,
}

impl Client {
    /// Reads a resource of the provider through an instance (GET). The answer may hold anything.
    ///
    /// # Errors
    /// The reason that there is no answer.
    pub async fn get_resource(
        &self,
        instance: &Instance,
        (path, headers): (&ResourcePath, &[RequestHeader]),
        account: &Account,
    ) -> Result<ResourceAnswer, Fault> {
        let call = self.call(ApiOperation::Resource(instance), account);
        let header = wire::authorization(account, &self.base, Some(&instance.token))?;
        let segments: Vec<&str> = path.segments().iter().map(String::as_str).collect();
        let query: Vec<(&str, &str)> = path.query().iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let url = wire::address(&self.base, &segments, &query)?;
        let mut request = self.get(url, Some(&header));
        for RequestHeader { name, value } in headers {
            request = request.header(name, value.as_bytes());
        }
        let answer: ApiAnswer = self.read_request(request, wire::LIST, &call).await?;
        let text = Secret::new(good(&answer, &call)?);
        Ok(ResourceAnswer { text, next: next_page(&answer) })
    }

    /// Reads the documentation of an instance's calls, as Swagger 2.0.
    ///
    /// # Errors
    /// The reason that there is no answer.
    pub async fn instance_docs(&self, id: &str, account: &Account) -> Result<String, Fault> {
        let call = self.call(ApiOperation::Instance, account);
        let header = wire::authorization(account, &self.base, None)?;
        let url = wire::address(&self.base, &["instances", id, "docs"], &[("version", "-1")])?;
        let answer: ApiAnswer = self.read(url, Some(&header), wire::DOCS, &call).await?;
        good(&answer, &call).map(str::to_owned)
    }
}
