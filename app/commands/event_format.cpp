// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/event_format.h"

#include <array>

#include "app/command_line.h"
#include "app/commands/csv_format.h"
#include "app/commands/foreign_format.h"
#include "app/commands/safe_text.h"
#include "app/commands/template_format.h"
#include "app/commands/text_format.h"
#include "broker/event/cloud_event.h"
#include "broker/event/json_lines.h"

namespace eventscope::app::commands {
namespace {

/// One object a line. On a terminal characters that steer it are escaped; elsewhere the bytes are as they are.
class JsonFormat final : public EventFormat {
public:
    enum class Form { Lines, CloudEvents };

    JsonFormat(Form form, Look look)
        : m_form(form)
        , m_isTerminal(look.isTerminal)
    {
    }

    void append(std::string& to, const EventView& event, const Names& names) override
    {
        if (!m_isTerminal) {
            appendLine(to, event, names);
            return;
        }
        m_line.clear();
        appendLine(m_line, event, names);
        m_line.pop_back();
        to += safeText(m_line) + "\n";
    }

private:
    void appendLine(std::string& to, const EventView& event, const Names& names) const
    {
        if (m_form == Form::Lines) {
            appendJsonLine(to, event, names);
            return;
        }
        appendStructuredCloudEvent(to, event, names);
        to += '\n';
    }

    Form m_form;
    bool m_isTerminal;
    std::string m_line;
};

} // namespace

Result<std::unique_ptr<EventFormat>> makeEventFormat(std::string_view name, EventFormat::Look look)
{
    static constexpr std::array<std::string_view, 6> known{"text", "json", "cloudevents", "csv", "kcat", "kubernetes"};
    if (name == "text" || (name.empty() && look.isTerminal))
        return std::make_unique<TextFormat>(look);
    if (name == "json" || name.empty())
        return std::make_unique<JsonFormat>(JsonFormat::Form::Lines, look);
    if (name == "cloudevents")
        return std::make_unique<JsonFormat>(JsonFormat::Form::CloudEvents, look);
    if (name == "csv")
        return std::make_unique<CsvFormat>();
    if (name == "kcat")
        return std::make_unique<KcatFormat>();
    if (name == "kubernetes")
        return std::make_unique<KubernetesFormat>();
    if (name.find('%') != std::string_view::npos)
        return TemplateFormat::parse(name, look).map([](auto format) -> std::unique_ptr<EventFormat> {
            return format;
        });
    return failure(Fault::Invalid,
        "--format: there is no form '" + std::string(name)
            + "': write text, json, cloudevents, csv, kcat, kubernetes, or a template such as '%t %k %s\\n'."
            + didYouMean(name, known));
}

} // namespace eventscope::app::commands
