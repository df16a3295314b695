// The daemon as a whole: what it starts with, how it runs, how it stops.
//
// Neighbours: main.cc reads the command line, startup.h runs the steps; daemon/config, log, http and api are the parts.
// run() blocks until SIGTERM or SIGINT; call it once, from the main thread.
#pragma once

#include <string>
#include <vector>

namespace sprintd::app {

struct Options {
  std::string config_file;         // empty: defaults
  std::string socket;              // instead of the configuration's
  std::vector<std::string> packs;  // instead of the configuration's
  std::string program;             // path of this program
  bool check_only = false;         // load everything, say what is wrong, do not listen
};

// An exit code: 0 stopped as asked, 2 configuration or pack invalid, 3 organisation invalid, 5 something else.
int run(const Options& options);

}  // namespace sprintd::app
