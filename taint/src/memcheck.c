/* What memcheck is asked; each is a no-op outside valgrind. */
#include <stddef.h>
#include <valgrind/memcheck.h>

void memcheck_taint(const void *bytes, size_t length) {
    VALGRIND_MAKE_MEM_UNDEFINED(bytes, length);
}

size_t memcheck_tainted_at(const void *bytes, size_t length) {
    return VALGRIND_CHECK_MEM_IS_DEFINED(bytes, length);
}

unsigned memcheck_runs(void) {
    return RUNNING_ON_VALGRIND;
}
