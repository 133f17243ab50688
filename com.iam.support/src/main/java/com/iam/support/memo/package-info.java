/**
 * A small cache of fixed size for what can be computed again: {@link com.iam.support.memo.Memo}.
 */
package com.iam.support.memo;
