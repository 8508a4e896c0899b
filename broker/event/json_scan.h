// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace eventscope {

/// Looks into JSON (RFC 8259) without building a tree: nothing is allocated, nothing recurses, every value is a view of
/// the text. Strict: no comments, no trailing commas, UTF-8 only. Nesting deeper than MaxJsonDepth is not read.
constexpr std::size_t MaxJsonDepth = 512;

enum class JsonKind : std::uint8_t { Object, Array, String, Number, True, False, Null };

struct JsonValue {
    JsonKind kind = JsonKind::Null;
    std::string_view raw; ///< as it stands in the text; a string with its quotes
};

/// Whether the text is one JSON value, white space around it allowed.
[[nodiscard]] bool isValidJson(std::string_view text);

/// The value at a path: each step names a member of an object; a decimal number indexes an array. The first of members
/// with one name counts. What stands before the value is checked, what stands behind it is not looked at.
[[nodiscard]] std::optional<JsonValue> findJsonPath(std::string_view json, std::span<const std::string> steps);

/// The text of a raw string. A surrogate without its other half becomes U+FFFD. What is no raw string is given back.
[[nodiscard]] std::string decodeJsonString(std::string_view rawWithQuotes);

/// Whether the text of a raw string is `text`; does not allocate.
[[nodiscard]] bool isJsonString(std::string_view rawWithQuotes, std::string_view text);

/// Appends a text as a JSON string: `"`, `\` and control characters escaped, UTF-8 as it is, each byte that is not
/// UTF-8 as U+FFFD.
void appendJsonString(std::string& to, std::string_view text);

/// One member of an object, or one element of an array (then without a name).
struct JsonMember {
    std::string_view name; ///< raw, with its quotes
    JsonValue value;
};

/// Walks the members of an object or the elements of an array, in their order.
class JsonWalker {
public:
    /// `json` is the whole text of the object or array, white space around it allowed. Anything else fails.
    explicit JsonWalker(std::string_view json);

    /// Object or Array; of no meaning where the text is neither.
    [[nodiscard]] JsonKind kind() const { return m_isObject ? JsonKind::Object : JsonKind::Array; }
    /// Nothing at the end, and where the text is not JSON.
    [[nodiscard]] std::optional<JsonMember> next();
    /// Once next() has given nothing: whether that was for broken text.
    [[nodiscard]] bool hasFailed() const { return m_state == State::Failed; }
    /// How many bytes were read.
    [[nodiscard]] std::size_t offset() const { return m_offset; }

private:
    enum class State : std::uint8_t { First, Further, Ended, Failed };

    std::optional<JsonMember> fail();
    void close();
    void skipSpace();
    [[nodiscard]] bool isAt(char c) const { return m_offset < m_json.size() && m_json[m_offset] == c; }

    std::string_view m_json; // the caller's: a walker lives no longer than its text
    std::size_t m_offset = 0;
    State m_state = State::First;
    bool m_isObject = false;
};

} // namespace eventscope
