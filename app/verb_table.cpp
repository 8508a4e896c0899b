// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "app/command_line.h"

namespace eventscope::app {
namespace {

using Place = OptionSpec::Place;

constexpr std::array Options{
    OptionSpec{'f', "filter", "EXPR", "only events for which the expression is true", Place::Own, ""},
    OptionSpec{0, "from", "WHERE", "live, beginning, end-N, TIME, -DURATION or offset:N", Place::Own, "live beginning"},
    OptionSpec{0, "until", "WHERE", "end, TIME or +DURATION", Place::Own, "end"},
    OptionSpec{'c', "count", "N", "stop after N events that passed the filter", Place::Own, ""},
    OptionSpec{0, "for", "DURATION", "stop after that time: 500ms, 30s, 15m, 2h, 1d", Place::Own, ""},
    OptionSpec{'F', "format", "FORMAT", "text, json, cloudevents, csv or a TEMPLATE (%t %k %s)", Place::Own,
        "text json cloudevents csv"},
    OptionSpec{'o', "output", "FILE", "the recording to write; must not exist yet", Place::Own, ""},
    OptionSpec{'k', "key", "KEY", "the key of the events", Place::Own, ""},
    OptionSpec{'H', "header", "NAME=VALUE", "a header of the events; may be repeated", Place::Own, ""},
    OptionSpec{0, "type", "TYPE", "the CloudEvents type of the events", Place::Own, ""},
    OptionSpec{0, "id", "ID", "the CloudEvents id; made up if only a type is given", Place::Own, ""},
    OptionSpec{0, "input", "FORM", "lines (of standard input), whole or jsonl", Place::Own, "lines whole jsonl"},
    OptionSpec{0, "rate", "R", "events a second, evenly paced", Place::Own, ""},
    OptionSpec{0, "listen", "ADDRESS", "where the broker listens (127.0.0.1)", Place::Own, ""},
    OptionSpec{0, "publish-port", "PORT", "the port for publishers (5570); 0 takes a free one", Place::Own, ""},
    OptionSpec{0, "subscribe-port", "PORT", "the port for subscribers (5571); 0 takes a free one", Place::Own, ""},
    OptionSpec{0, "durable", "", "what is committed survives a power loss (default)", Place::Own, ""},
    OptionSpec{0, "fast", "", "what is committed survives the end of the program", Place::Own, ""},
    OptionSpec{0, "list", "", "print the names and what they show", Place::Own, ""},
    OptionSpec{0, "demo", "NAME", "open the console with a scenario that runs", Place::Own, "orders"},
    OptionSpec{0, "offscreen-picture", "FILE", "run without a display and write a picture at the end", Place::Own, ""},
    OptionSpec{'X', "option", "KEY=VALUE", "one option of the connector, as its manifest names it; may be repeated",
        Place::Short, ""},
    OptionSpec{0, "config", "FILE", "a configuration file of another client of that system", Place::Short, ""},
    OptionSpec{0, "password-file", "FILE", "a file whose first line is the password", Place::Short, ""},
    OptionSpec{0, "log", "off|ring|FILE", "what is kept on disk meanwhile", Place::Short, "off ring"},
    OptionSpec{0, "ram", "SIZE", "memory for events: 64KiB, 10MiB, 1GiB", Place::Short, ""},
    OptionSpec{0, "disk", "SIZE", "disk for the ring of the newest events", Place::Short, ""},
    OptionSpec{0, "data", "DIR", "where the broker or the session log lives", Place::Short, ""},
    OptionSpec{'q', "quiet", "", "less on standard error", Place::Short, ""},
    OptionSpec{'v', "verbose", "", "more on standard error", Place::Short, ""},
    OptionSpec{0, "no-color", "", "no colours, as with NO_COLOR set", Place::Short, ""},
    OptionSpec{'h', "help", "", "this page", Place::Short, ""},
    OptionSpec{0, "version", "", "versions of the program, its formats and its libraries", Place::Short, ""},
};

using Names = std::string_view;

constexpr std::array<Names, 13> ConsoleOptions{"demo", "offscreen-picture", "for", "filter", "option", "config",
    "password-file", "log", "ram", "disk", "data", "help", "version"};
constexpr std::array<Names, 17> TailOptions{"filter", "from", "until", "count", "for", "format", "option", "config",
    "password-file", "log", "ram", "disk", "data", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 15> RecordOptions{"output", "filter", "from", "until", "count", "for", "durable", "fast",
    "option", "config", "password-file", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 14> PublishOptions{"key", "header", "type", "id", "input", "count", "rate", "option",
    "config", "password-file", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 9> InfoOptions{
    "for", "format", "option", "config", "password-file", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 5> VerifyOptions{"format", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 9> ExportOptions{
    "filter", "from", "until", "count", "format", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 5> ImportOptions{"output", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 13> BrokerOptions{"listen", "publish-port", "subscribe-port", "durable", "fast", "data",
    "log", "ram", "disk", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 13> DemoOptions{
    "list", "for", "count", "filter", "format", "log", "ram", "disk", "data", "quiet", "verbose", "no-color", "help"};
constexpr std::array<Names, 5> ReportOptions{"format", "quiet", "verbose", "no-color", "help"};

constexpr std::array<Example, 3> ConsoleExamples{
    Example{"eventscope --demo orders", "the console, with six services that exchange events"},
    Example{"eventscope tail nats://127.0.0.1:4222/orders.>", "print what is published"},
    Example{"eventscope record broker: -o run.eventscope --for 30s", "keep half a minute"}};
constexpr std::array<Example, 3> TailExamples{
    Example{"eventscope tail nats://127.0.0.1:4222/orders.>", "print every order"},
    Example{"eventscope tail broker: -f \"type = 'order.created'\" -c 10", "the next ten of a type"},
    Example{"eventscope tail run.eventscope --from end-100 -F '%T %k %s\\n'", "the newest 100"}};
constexpr std::array<Example, 3> RecordExamples{Example{"eventscope record broker: -o run.eventscope", "until Ctrl-C"},
    Example{"eventscope record nats://127.0.0.1:4222/orders.> -o a.eventscope --for 30s", "half a minute"},
    Example{"eventscope record broker: payments-dev -o b.eventscope -c 1000", "two sources, 1000 events"}};
constexpr std::array<Example, 3> PublishExamples{
    Example{"eventscope publish broker:orders.created '{\"total\":12}' --type order.created", "one event"},
    Example{"seq 100 | eventscope publish nats://127.0.0.1:4222/numbers --rate 10", "one a line, paced"},
    Example{"eventscope publish broker: --input jsonl < events.jsonl", "events that export wrote"}};
constexpr std::array<Example, 3> InfoExamples{
    Example{"eventscope info run.eventscope", "channels, counts and times of a recording"},
    Example{"eventscope info nats://127.0.0.1:4222/orders.> --for 5s", "the server, and 5 s of traffic"},
    Example{"eventscope info broker: --format json", "the same for a program"}};
constexpr std::array<Example, 3> VerifyExamples{
    Example{"eventscope verify run.eventscope", "says what is whole, missing or damaged"},
    Example{"eventscope verify run.eventscope --format json", "the same for a program"},
    Example{"eventscope verify run.eventscope && echo whole", "the exit code is 0 or 4"}};
constexpr std::array<Example, 3> ExportExamples{
    Example{"eventscope export run.eventscope > events.jsonl", "JSON Lines"},
    Example{"eventscope export run.eventscope -F csv -f \"channel = 'orders'\"", "a table of one channel"},
    Example{"eventscope export run.eventscope -F kcat --from end-100", "as kcat -J prints"}};
constexpr std::array<Example, 3> ImportExamples{
    Example{"eventscope import events.jsonl -o run.eventscope", "what export wrote"},
    Example{"kubectl get events -A -o json | eventscope import - -o k.eventscope", "a cluster's events"},
    Example{"kcat -C -b localhost -t orders -e -J | eventscope import - -o o.eventscope", "a topic"}};
constexpr std::array<Example, 3> BrokerExamples{
    Example{"eventscope broker", "on ports 5570 and 5571, or the next that are free"},
    Example{"eventscope broker --publish-port 0 --subscribe-port 0", "on free ports"},
    Example{"eventscope broker --log ring --data /srv/events", "and keep the newest events"}};
constexpr std::array<Example, 3> DemoExamples{Example{"eventscope demo --list", "which scenarios there are"},
    Example{"eventscope demo orders --for 20s", "print its events for a while"},
    Example{"eventscope --demo orders", "the same in the console"}};
constexpr std::array<Example, 3> DoctorExamples{
    Example{"eventscope doctor", "checks this machine and says how to mend it"},
    Example{"eventscope doctor --format json", "the same for a program"},
    Example{"eventscope doctor --quiet", "only what needs attention"}};
constexpr std::array<Example, 3> PluginsExamples{
    Example{"eventscope plugins", "what is loaded, and what is not and why"},
    Example{"eventscope plugins --format json", "the same for a program"},
    Example{"EVENTSCOPE_PLUGIN_PATH=build/lib eventscope plugins", "with plugins of your own"}};

constexpr auto AnyNumber = ~std::size_t{0};

constexpr std::array Verbs{
    Verb{"tail", "TARGET...", "prints events as they come", 1, AnyNumber, ArgumentKind::Target, TailOptions,
        TailExamples},
    Verb{"record", "TARGET... -o FILE", "writes a recording, without a window", 1, AnyNumber, ArgumentKind::Target,
        RecordOptions, RecordExamples},
    Verb{"publish", "TARGET [PAYLOAD|@FILE|-]", "sends events: arguments, standard input or a file", 1, 2,
        ArgumentKind::Target, PublishOptions, PublishExamples},
    Verb{"info", "TARGET", "says what is there: channels, rates, counts", 1, 1, ArgumentKind::Target, InfoOptions,
        InfoExamples},
    Verb{"verify", "RECORDING", "says what is whole, what is missing, what is damaged", 1, 1, ArgumentKind::Recording,
        VerifyOptions, VerifyExamples},
    Verb{"export", "RECORDING", "writes a recording as JSON Lines, CSV, kcat or kubectl JSON", 1, 1,
        ArgumentKind::Recording, ExportOptions, ExportExamples},
    Verb{"import", "FILE|- -o RECORDING", "makes a recording of JSON Lines, CSV, kcat or kubectl JSON", 1, 1,
        ArgumentKind::File, ImportOptions, ImportExamples},
    Verb{"broker", "", "runs the embedded broker alone", 0, 0, ArgumentKind::None, BrokerOptions, BrokerExamples},
    Verb{"demo", "[NAME]", "runs a scenario without a window", 0, 1, ArgumentKind::Demo, DemoOptions, DemoExamples},
    Verb{"doctor", "", "checks libraries, ports, plugins, keyring, display", 0, 0, ArgumentKind::None, ReportOptions,
        DoctorExamples},
    Verb{"plugins", "", "says what is loaded, from where, and why something is not", 0, 0, ArgumentKind::None,
        ReportOptions, PluginsExamples},
};

constexpr Verb Console{
    "", "[TARGET...]", "opens the console", 0, AnyNumber, ArgumentKind::Target, ConsoleOptions, ConsoleExamples};

constexpr std::array<std::string_view, 3> LaterVerbs{"replay", "check", "rules"};
constexpr std::array<std::string_view, 1> LaterOptions{"reliable-port"};

} // namespace

std::span<const Verb> verbs() { return Verbs; }

const Verb& consoleVerb() { return Console; }

const Verb* findVerb(std::string_view name)
{
    const auto* found = std::find_if(Verbs.begin(), Verbs.end(), [&](const Verb& verb) { return verb.name == name; });
    return found == Verbs.end() ? nullptr : found;
}

const OptionSpec* findOption(std::string_view name)
{
    const auto* found =
        std::find_if(Options.begin(), Options.end(), [&](const OptionSpec& option) { return option.name == name; });
    return found == Options.end() ? nullptr : found;
}

bool isVerbOfLaterVersion(std::string_view name)
{
    return std::find(LaterVerbs.begin(), LaterVerbs.end(), name) != LaterVerbs.end();
}

bool isOptionOfLaterVersion(std::string_view name)
{
    return std::find(LaterOptions.begin(), LaterOptions.end(), name) != LaterOptions.end();
}

} // namespace eventscope::app
