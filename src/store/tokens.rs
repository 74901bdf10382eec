//! Tokens in the database. They are no rows of the record: no view holds them, no revision tells of
//! them. Not here: hashing (`write`), checking a request (`http`).

use crate::{
    error::{Code, Error, Result},
    model::{Role, Token},
};

use super::{
    Store,
    column::{Column as _, Value},
    dialect::Cells,
    writing::Writing,
};

impl Store {
    /// The token with this public part.
    pub async fn find_token(&self, prefix: &str) -> Result<Option<Token>> {
        const FIND: &str = "select \"prefix\", \"name\", \"role\", \"hash\", \"created\", \"expires\", \"revoked\" from \"token\" where \"prefix\" = $1";
        let mut reading = self.engine.begin_read().await?;
        let found = reading.fetch(FIND, &[prefix.into()], read_token).await?;
        Ok(found.into_iter().next())
    }

    /// All tokens, revoked and expired ones too, by name.
    pub async fn list_tokens(&self) -> Result<Vec<Token>> {
        const LIST: &str = "select \"prefix\", \"name\", \"role\", \"hash\", \"created\", \"expires\", \"revoked\" from \"token\" order by \"name\"";
        let mut reading = self.engine.begin_read().await?;
        reading.fetch(LIST, &[], read_token).await
    }
}

impl Writing {
    /// Writes a token in place of one with the same public part, and gives the revision back: no
    /// row of the record has changed.
    ///
    /// Fails with `CONFLICT` where another token has its name.
    pub(crate) async fn keep_token(mut self, token: &Token) -> Result<()> {
        const NAMED: &str = "select \"prefix\" from \"token\" where \"name\" = $1";
        const PUT: &str = "insert into \"token\" (\"prefix\", \"name\", \"role\", \"hash\", \"created\", \"expires\", \"revoked\") values ($1, $2, $3, $4, $5, $6, $7) on conflict (\"prefix\") do update set \"name\" = excluded.\"name\", \"role\" = excluded.\"role\", \"hash\" = excluded.\"hash\", \"created\" = excluded.\"created\", \"expires\" = excluded.\"expires\", \"revoked\" = excluded.\"revoked\"";
        let transaction = self.transaction();
        let named = transaction.fetch_column::<String>(NAMED, &[Value::from(&*token.name)]).await?;
        if named.iter().any(|prefix| *prefix != token.prefix) {
            self.roll_back().await?;
            return Err(Error::new(
                Code::Conflict,
                format!(
                    "There is a token “{}” already, perhaps a revoked one. Choose another name: the change log names writers by it.",
                    token.name
                ),
            ));
        }
        let values = [
            Value::from(&*token.prefix),
            Value::from(&*token.name),
            token.role.value()?,
            Value::from(&*token.hash),
            Value::from(&*token.created),
            token.expires.value()?,
            token.revoked.value()?,
        ];
        transaction.execute(PUT, &values).await?;
        self.commit_without_revision().await
    }
}

fn read_token(cells: &mut Cells<'_>) -> Result<Token> {
    Ok(Token {
        prefix: cells.column()?,
        name: cells.column()?,
        role: cells.column::<Role>()?,
        hash: cells.column()?,
        created: cells.column()?,
        expires: cells.column()?,
        revoked: cells.column()?,
    })
}
