#pragma once
#include <systemd/sd-bus.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-login.h>
// The journal's macros, which Swift cannot import anyway, hide its functions.
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>
