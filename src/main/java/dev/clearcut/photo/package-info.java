/**
 * What a picture is: its type by content, its size by header, its digest; and how it comes, if it
 * has a URL.
 */
package dev.clearcut.photo;
