package dev.clearcut.mock.fault;

import java.util.Map;

/** A whole answer, to be sent badly. */
record Answer(int status, Map<String, String> headers, Content content) {}
