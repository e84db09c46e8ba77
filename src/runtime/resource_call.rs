//! Reads through an instance: the operations it offers, and the answer of one.

use super::{services::Services, token};
use crate::{
    domain::{Account, Fault, Instance, ListedInstance, ResourceOperation, ResourcePath, resource_docs},
    platform::Client,
    wizard::calls::{CallAnswer, ResourceCall},
};
use std::sync::Arc;

impl Services {
    /// Returns the operations of an instance: those of its documentation, and a list of each of its objects.
    pub(super) async fn operations(
        self: &Arc<Self>,
        listed: &ListedInstance,
        account: &Account,
    ) -> Result<Arc<Vec<ResourceOperation>>, Fault> {
        let client = self.client(&account.base).await?;
        let resolved = self.resolver.account(account).await?;
        let objects = async {
            let path = ResourcePath::parse("/objects", &[]).map_err(|error| Fault::local(error.to_string(), ""))?;
            let instance = self.with_token(listed, &client, &resolved).await?;
            client.get_resource(&instance, (&path, &[]), &resolved).await
        };
        let (docs, objects) = tokio::join!(client.instance_docs(&listed.id, &resolved), objects);
        let names = objects.as_ref().map(|answer| resource_docs::objects(answer.text.expose())).unwrap_or_default();
        let documented = docs.as_ref().ok().and_then(|text| resource_docs::operations(text)).unwrap_or_default();
        let operations = resource_docs::with_objects(documented, &names);
        match (operations.is_empty(), docs, objects) {
            (false, ..) => Ok(Arc::new(operations)),
            (true, Err(fault), _) | (true, Ok(_), Err(fault)) => Err(fault),
            (true, Ok(_), Ok(_)) => Err(Fault::local(
                "The platform describes no call of this instance, and the instance has no objects.",
                "elemint instances call reads any path.",
            )),
        }
    }

    /// Reads a resource through an instance.
    pub(super) async fn call_resource(
        self: &Arc<Self>,
        call: &ResourceCall,
        account: &Account,
    ) -> Result<Box<CallAnswer>, Fault> {
        let client = self.client(&account.base).await?;
        let resolved = self.resolver.account(account).await?;
        let instance = self.with_token(&call.listed, &client, &resolved).await?;
        let answer = client.get_resource(&instance, (&call.path, &call.headers), &resolved).await?;
        Ok(Box::new(CallAnswer { text: answer.text, next: answer.next, token: instance.token }))
    }

    /// Returns the instance with its token. `account` has the secrets themselves.
    pub(super) async fn with_token(
        &self,
        listed: &ListedInstance,
        client: &Client,
        account: &Account,
    ) -> Result<Instance, Fault> {
        token::find(listed, (client, account), (&self.store, self.resolver.keyring())).await
    }
}
