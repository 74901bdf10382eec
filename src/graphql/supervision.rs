//! Supervision of one question while the library checks and runs it: its cost and depth are measured
//! and held against the bounds before anything is run, and it is ended when its time is over.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use async_graphql::{
    Pos, Response, ServerError, ServerResult, ValidationResult, Value, async_trait,
    extensions::{
        Extension, ExtensionContext, ExtensionFactory, NextExecute, NextResolve, NextValidation,
        ResolveInfo,
    },
};

use super::bounds::Bounds;
use crate::error::{Code, Error};

/// What one question costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measured {
    /// Values that its answer can have, as `cost` counts them.
    pub(super) cost: usize,
    /// Levels of fields.
    pub(super) depth: usize,
}

/// What is told to, and learned by, the supervision of one question; a part of the request's data.
#[derive(Debug)]
pub(super) struct Supervised {
    bounds: Bounds,
    end: Instant,
    measured: Mutex<Option<Measured>>,
}

impl Supervised {
    /// A question that begins now.
    pub(super) fn new(bounds: Bounds) -> Arc<Self> {
        let end = Instant::now() + bounds.time;
        Arc::new(Self { bounds, end, measured: Mutex::default() })
    }

    /// What the question costs; `None` where it could not be read.
    pub(super) fn measured(&self) -> Option<Measured> {
        *self.measured.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The most that the question may cost.
    pub(super) fn most(&self) -> usize {
        self.bounds.cost
    }

    /// Takes over what was measured before, if that keeps the bounds of this question.
    pub(super) fn take_over(&self, measured: Measured) -> bool {
        let kept = self.check(measured).is_ok();
        if kept {
            self.keep(measured);
        }
        kept
    }

    fn keep(&self, measured: Measured) {
        *self.measured.lock().unwrap_or_else(PoisonError::into_inner) = Some(measured);
    }

    fn check(&self, Measured { cost, depth }: Measured) -> Result<(), Error> {
        let Bounds { cost: costliest, depth: deepest, .. } = self.bounds;
        let refuse = |message| Err(Error::new(Code::TooCostly, message));
        if depth > deepest {
            return refuse(format!(
                "The question lies {depth} levels deep; at most {deepest} are taken. Ask it in parts"
            ));
        }
        if cost > costliest {
            return refuse(format!(
                "The question costs {cost}; at most {costliest} is taken. A list multiplies the cost of what is under it by its size: ask for smaller pages (`first`), or for less under them. Send “extensions”: {{\"costOnly\": true}} to learn a cost without running"
            ));
        }
        Ok(())
    }

    /// Whether it may go on.
    ///
    /// # Errors
    /// `TOO_COSTLY` where its time is over.
    pub(super) fn in_time(&self) -> Result<(), Error> {
        if Instant::now() < self.end {
            return Ok(());
        }
        let seconds = self.bounds.time.as_secs_f64();
        Err(Error::new(
            Code::TooCostly,
            format!(
                "The question ran longer than {seconds} seconds and was ended. Ask for less at once"
            ),
        ))
    }
}

/// In the data of a question that is to be checked and measured, and not to be run.
pub(super) struct CheckOnly;

/// Makes the supervision of each question.
pub(super) struct Supervision;

impl ExtensionFactory for Supervision {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for Supervision {
    async fn validation(
        &self,
        context: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(context).await?;
        // A question is measured once, as it was asked; what runs may bear marks (`hollow`).
        let supervised = context.data_opt::<Arc<Supervised>>();
        if let Some(supervised) = supervised.filter(|it| it.measured().is_none()) {
            let measured = Measured { cost: result.complexity, depth: result.depth };
            supervised.keep(measured);
            supervised.check(measured).map_err(|error| vec![as_server_error(error)])?;
        }
        Ok(result)
    }

    async fn execute(
        &self,
        context: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if context.data_opt::<CheckOnly>().is_some() {
            return Response::new(Value::Null);
        }
        next.run(context, operation_name).await
    }

    /// Resolvers compute and never wait, so that nothing else could end them.
    async fn resolve(
        &self,
        context: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        if let Some(supervised) = context.data_opt::<Arc<Supervised>>() {
            supervised.in_time().map_err(as_server_error)?;
        }
        next.run(context, info).await
    }
}

/// The error of the API in the library's form.
pub(super) fn as_server_error(error: Error) -> ServerError {
    async_graphql::Error::new_with_source(error).into_server_error(Pos::default())
}
