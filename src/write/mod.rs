//! Commands that change the record: validate, one transaction, one revision.
