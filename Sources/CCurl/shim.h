// libcurl, and faces for its variadic functions, which Swift cannot import.
#pragma once
// The sockets that libcurl speaks of are the ones of CLinux, not declared a second time.
#include "../CLinux/shim.h"
#include <curl/curl.h>

typedef size_t (*dockhost_curl_data_function)(char *data, size_t size, size_t count, void *context);
typedef curl_socket_t (*dockhost_curl_open_function)(void *context, curlsocktype purpose, struct curl_sockaddr *address);
typedef int (*dockhost_curl_close_function)(void *context, curl_socket_t socket);
typedef int (*dockhost_curl_socket_function)(CURL *easy, curl_socket_t socket, int what, void *context, void *own);
typedef int (*dockhost_curl_timer_function)(CURLM *multi, long milliseconds, void *context);

static inline CURLcode dockhost_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode dockhost_curl_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode dockhost_curl_set_write(CURL *easy, dockhost_curl_data_function function, void *context) {
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
  return curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, function);
}

static inline CURLcode dockhost_curl_set_header(CURL *easy, dockhost_curl_data_function function, void *context) {
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
  return curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, function);
}

static inline CURLcode dockhost_curl_set_sockets_of(CURL *easy, dockhost_curl_open_function open,
                                                    dockhost_curl_close_function close, void *context) {
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
  return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, close);
}

static inline CURLMcode dockhost_curl_set_sockets(CURLM *multi, dockhost_curl_socket_function function, void *context) {
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, function);
}

static inline CURLMcode dockhost_curl_set_timer(CURLM *multi, dockhost_curl_timer_function function, void *context) {
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
  return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, function);
}

static inline long dockhost_curl_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}

/// The code and the easy handle of a message that tells of a finished transfer; null for any other.
static inline CURL *dockhost_curl_finished(const CURLMsg *message, CURLcode *code) {
  if (message->msg != CURLMSG_DONE) return NULL;
  *code = message->data.result;
  return message->easy_handle;
}
