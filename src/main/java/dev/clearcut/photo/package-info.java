/** What a picture is: its type by content, its size by header, its digest. */
package dev.clearcut.photo;
