/* The C ABI between sprintd and its plugins: an importer turns what a tracker exports into a backlog document.
 *
 * Neighbours: plugins/host loads a shared object and calls it through this file; a plugin includes this file (or its
 * C++ face, importer.h) and nothing else of the project. README.md tells the contract as a story.
 *
 * HANDSHAKE   The host resolves sprint_plugin_abi and calls it before anything else. The high 16 bits are the major
 *             version, the low 16 the minor one. Another major version: the host unloads the library and says so. Then
 *             it resolves sprint_plugin_get. Both symbols have C linkage and default visibility.
 * GROWTH      Every struct but sprint_text begins with its own size as its maker knows it. A newer minor version only
 *             adds members at the end; who reads a struct must not look beyond `size`. No struct is passed by value or
 * in an array of structs (arrays are of pointers), except sprint_text, which never changes. OWNERSHIP   Nobody frees
 * what the other side allocated. What the host passes lives until the call returns. What the plugin passes to a
 * callback is copied before the callback returns. sprint_plugin_get's struct, and what it points to, lives until the
 * library is unloaded. THREADS     A call may come from any thread, and two calls at once. A plugin keeps no state
 * between calls, starts no thread that outlives its call, and calls back only on the thread of the call and only during
 * it. FAILURE     Every call may fail and says why through sink->report, with the place where it knows one. No
 * exception, longjmp or signal crosses this line; no call exits the process or writes to its standard streams. INPUT
 * Bytes come from outside: any length, any content, not terminated by 0. Texts passed back are UTF-8.
 */
#ifndef SPRINT_PLUGIN_H
#define SPRINT_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SPRINT_PLUGIN_ABI_MAJOR 1u
#define SPRINT_PLUGIN_ABI_MINOR 0u
#define SPRINT_PLUGIN_ABI ((SPRINT_PLUGIN_ABI_MAJOR << 16) | SPRINT_PLUGIN_ABI_MINOR)

#define SPRINT_PLUGIN_EXPORT __attribute__((visibility("default")))

/* A borrowed text. bytes may be NULL when length is 0. */
typedef struct sprint_text {
  const char* bytes;
  size_t length;
} sprint_text;

typedef int32_t sprint_status;
#define SPRINT_OK ((sprint_status)0)            /* the document was written; warnings and notes may be reported */
#define SPRINT_INPUT_FAULTY ((sprint_status)1)  /* at least one fault of severity SPRINT_ERROR was reported */
#define SPRINT_PLUGIN_FAILED ((sprint_status)2) /* not the input's fault (out of memory, a bug); report says what */

#define SPRINT_ERROR ((int32_t)0)
#define SPRINT_WARNING ((int32_t)1)
#define SPRINT_NOTE ((int32_t)2)

#define SPRINT_FILE_NONE UINT32_MAX           /* the fault stands in no file */
#define SPRINT_FILE_MAPPING (UINT32_MAX - 1u) /* it stands in the mapping file */
#define SPRINT_OFFSET_NONE UINT64_MAX

/* One file as it was read. */
typedef struct sprint_input {
  size_t size;
  sprint_text name; /* for messages */
  sprint_text content;
} sprint_input;

/* Ids of the organisation that the host has apart. The document must not repeat its people, teams and projects. */
typedef struct sprint_known {
  size_t size;
  const sprint_text* people;
  size_t people_count;
  const sprint_text* teams;
  size_t teams_count;
  const sprint_text* projects;
  size_t projects_count;
} sprint_known;

typedef struct sprint_import_request {
  size_t size;
  const sprint_input* const* inputs; /* pages of one export, in the order the user gave them */
  size_t input_count;
  const sprint_input* mapping; /* NULL: none */
  const sprint_known* known;   /* NULL: there is no organisation apart; the document brings what it refers to */
  sprint_text sprint;          /* the id of the sprint asked about; empty: none */
} sprint_import_request;

typedef struct sprint_fault {
  size_t size;
  int32_t severity;
  uint32_t file;       /* index in inputs, SPRINT_FILE_MAPPING or SPRINT_FILE_NONE */
  uint64_t begin;      /* bytes from the start of the file; SPRINT_OFFSET_NONE: the pointer says where */
  uint64_t end;        /* one past the last; equal to begin for a point */
  sprint_text pointer; /* RFC 6901, of a JSON file; may be given beside or instead of the offset */
  sprint_text message; /* one line, no full stop */
  sprint_text hint;    /* what would be right; may be empty */
} sprint_fault;

/* Where a call's results go. A callback that returns other than 0 wants no more: return SPRINT_PLUGIN_FAILED soon. */
typedef struct sprint_sink {
  size_t size;
  void* context;
  /* Appends to the document `sprintd.backlog/v1`, which is JSON. */
  int32_t (*write)(void* context, sprint_text part);
  int32_t (*report)(void* context, const sprint_fault* fault);
} sprint_sink;

typedef struct sprint_plugin {
  size_t size;
  const char* name;    /* as users say it after --from: "jira" */
  const char* version; /* of the plugin: "0.1.0" */
  const char* summary; /* one line: "Jira search results, Server and Cloud" */
  sprint_status (*import_backlog)(const sprint_import_request* request, const sprint_sink* sink);
} sprint_plugin;

/* What a library exports. */
SPRINT_PLUGIN_EXPORT uint32_t sprint_plugin_abi(void);
SPRINT_PLUGIN_EXPORT const sprint_plugin* sprint_plugin_get(void);

typedef uint32_t (*sprint_plugin_abi_function)(void);
typedef const sprint_plugin* (*sprint_plugin_get_function)(void);

#ifdef __cplusplus
}
#endif

#endif
