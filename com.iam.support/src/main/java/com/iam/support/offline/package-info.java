/**
 * What commands of the terminal share that examine the settings of an instance that does not run:
 * {@link com.iam.support.offline.OfflineInstance}.
 */
package com.iam.support.offline;
