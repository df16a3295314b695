// What the checks of this build need themselves, so that a test must not take it from them.
//
// Neighbours: tests that use descriptors up.
#pragma once

namespace sprintd::test {

// UndefinedBehaviorSanitizer needs a pipe to see whether an object is what its type says, and calls it broken where it
// gets none.
#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
#define SPRINTD_CHECKS_NEED_DESCRIPTORS
#endif
#endif
#ifdef SPRINTD_CHECKS_NEED_DESCRIPTORS
constexpr bool kChecksNeedDescriptors = true;
#else
constexpr bool kChecksNeedDescriptors = false;
#endif

}  // namespace sprintd::test
