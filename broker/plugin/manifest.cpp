// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/plugin/manifest.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

namespace eventscope {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<std::string_view, ConfigKey::Kind>, 7> Kinds{{
    {"text", ConfigKey::Kind::Text},
    {"url", ConfigKey::Kind::Url},
    {"file", ConfigKey::Kind::File},
    {"integer", ConfigKey::Kind::Integer},
    {"boolean", ConfigKey::Kind::Boolean},
    {"choice", ConfigKey::Kind::Choice},
    {"duration", ConfigKey::Kind::Duration},
}};
constexpr std::array<std::string_view, 4> Abilities{"publish", "describe", "test", "import"};

/// Reads members of one JSON object and remembers the first thing that is wrong.
class MemberReader {
public:
    MemberReader(const Json& object, std::string where)
        : m_object(object)
        , m_where(std::move(where))
    {
        if (!object.is_object())
            complain("", "an object");
    }

    std::string text(const char* name, bool isRequired)
    {
        const auto* member = find(name);
        if (member == nullptr) {
            if (isRequired)
                complain(name, "a text");
            return {};
        }
        if (!member->is_string() || (isRequired && member->get_ref<const std::string&>().empty())) {
            complain(name, "a text");
            return {};
        }
        return member->get<std::string>();
    }

    bool flag(const char* name)
    {
        const auto* member = find(name);
        if (member != nullptr && !member->is_boolean())
            complain(name, "true or false");
        return member != nullptr && member->is_boolean() && member->get<bool>();
    }

    std::vector<std::string> texts(const char* name)
    {
        std::vector<std::string> list;
        for (const auto& entry : array(name)) {
            if (entry.is_string())
                list.push_back(entry.get<std::string>());
            else
                complain(name, "an array of texts");
        }
        return list;
    }

    const Json& array(const char* name)
    {
        static const Json none = Json::array();
        const auto* member = find(name);
        if (member == nullptr)
            return none;
        if (!member->is_array()) {
            complain(name, "an array");
            return none;
        }
        return *member;
    }

    void complain(std::string_view name, std::string_view expected)
    {
        if (!m_error)
            m_error = Error{
                Fault::Invalid, "manifest: " + m_where + std::string(name) + ": expected " + std::string(expected)};
    }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    [[nodiscard]] const Json* find(const char* name) const
    {
        if (!m_object.is_object())
            return nullptr;
        const auto found = m_object.find(name);
        return found == m_object.end() ? nullptr : &*found;
    }

    const Json& m_object; // outlives the reader: both are local to parseManifest
    std::string m_where;
    std::optional<Error> m_error;
};

Result<ConfigKey> readKey(const Json& json, std::size_t index)
{
    MemberReader reader(json, "config[" + std::to_string(index) + "].");
    ConfigKey key;
    key.key = reader.text("key", true);
    key.label = reader.text("label", false);
    if (key.label.empty())
        key.label = key.key;
    key.description = reader.text("description", false);
    key.fallback = reader.text("default", false);
    key.group = reader.text("group", false);
    key.choices = reader.texts("choices");
    key.isRequired = reader.flag("required");
    key.isSecret = reader.flag("secret");
    const auto kind = reader.text("type", true);
    const auto* const known =
        std::find_if(Kinds.begin(), Kinds.end(), [&](const auto& entry) { return entry.first == kind; });
    if (known == Kinds.end())
        reader.complain("type", "text, url, file, integer, boolean, choice or duration");
    else
        key.kind = known->second;
    if (key.kind == ConfigKey::Kind::Choice && key.choices.empty())
        reader.complain("choices", "at least one choice");
    if (reader.error())
        return tl::unexpected(*reader.error());
    return key;
}

Result<FieldDescription> readField(const Json& json, std::size_t index, const std::string& origin)
{
    MemberReader reader(json, "fields[" + std::to_string(index) + "].");
    FieldDescription field;
    field.name = reader.text("name", true);
    field.unit = reader.text("unit", false);
    field.description = reader.text("description", true);
    field.origin = origin;
    const auto type = parseFieldType(reader.text("type", true));
    if (type)
        field.type = *type;
    else
        reader.complain("type", "a field type: " + type.error().what);
    if (!origin.empty() && !field.name.starts_with(origin + "."))
        reader.complain("name", "a name that begins with '" + origin + ".'");
    if (reader.error())
        return tl::unexpected(*reader.error());
    return field;
}

} // namespace

bool Manifest::can(std::string_view ability) const
{
    return std::find(abilities.begin(), abilities.end(), ability) != abilities.end();
}

const ConfigKey* Manifest::findKey(std::string_view key) const
{
    const auto found = std::find_if(config.begin(), config.end(), [&](const auto& entry) { return entry.key == key; });
    return found == config.end() ? nullptr : &*found;
}

Result<Manifest> parseManifest(std::string_view json)
{
    const auto document = Json::parse(json, nullptr, false);
    if (document.is_discarded())
        return failure(Fault::Invalid, "manifest: not JSON");
    MemberReader reader(document, "");
    Manifest manifest;
    manifest.id = reader.text("id", true);
    manifest.name = reader.text("name", true);
    manifest.version = reader.text("version", true);
    manifest.description = reader.text("description", false);
    manifest.schemes = reader.texts("schemes");
    manifest.abilities = reader.texts("abilities");
    manifest.channelSeparator = reader.text("channel_separator", false);
    if (const auto noun = reader.text("channel_noun", false); !noun.empty())
        manifest.channelNoun = noun;
    manifest.canWait = reader.flag("can_wait");
    for (const auto& ability : manifest.abilities) {
        if (std::find(Abilities.begin(), Abilities.end(), ability) == Abilities.end())
            reader.complain("abilities", "publish, describe, test or import, not '" + ability + "'");
    }
    std::size_t index = 0;
    for (const auto& entry : reader.array("config")) {
        auto key = readKey(entry, index++);
        if (!key)
            return tl::unexpected(key.error());
        manifest.config.push_back(*std::move(key));
    }
    index = 0;
    for (const auto& entry : reader.array("fields")) {
        auto field = readField(entry, index++, manifest.id);
        if (!field)
            return tl::unexpected(field.error());
        manifest.fields.push_back(*std::move(field));
    }
    if (reader.error())
        return tl::unexpected(*reader.error());
    return manifest;
}

} // namespace eventscope
