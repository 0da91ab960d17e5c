/** Many stored results as one ZIP file, of which any part can be sent at any time. */
package dev.clearcut.archive;
