# Reads the .trx files of `dotnet test`. Awk alone, so that a machine with nothing but the SDK can run the tests.

# trx_totals FILE...: "passed failed skipped", summed. What was neither passed nor failed counts as skipped, because the
# counters themselves leave ignored tests out of notExecuted.
trx_totals() {
  awk '
    function counter(name) {
      return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
    }
    BEGIN { RS = "<" }
    /^Counters / {
      bad = counter("failed") + counter("error") + counter("timeout") + counter("aborted")
      passed += counter("passed"); failed += bad
      skipped += counter("total") - counter("passed") - bad
    }
    END { printf "%d %d %d\n", passed, failed, skipped }
  ' "$@"
}

# trx_not_passed FILE...: one line for each test that did not pass: outcome, name and reason, separated by tabs.
trx_not_passed() {
  awk '
    function attribute(name) {
      return match($0, " " name "=\"[^\"]*\"") ? plain(substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)) : ""
    }
    function plain(text) {
      gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'\''", text)
      gsub(/&#x[0-9A-Fa-f]+;/, " ", text); gsub(/&amp;/, "\\&", text); gsub(/[ \t\r\n]+/, " ", text)
      return text
    }
    BEGIN { RS = "<" }
    /^UnitTestResult / {
      outcome = attribute("outcome"); count += outcome != "Passed"
      if (outcome != "Passed") { outcomes[count] = outcome; names[count] = attribute("testName"); ids[count] = attribute("testId") }
    }
    /^Message>/ && outcome != "Passed" && reasons[count] == "" { reasons[count] = plain(substr($0, 9)) }
    /^\/Results>/ { outcome = "Passed" }
    /^UnitTest / { id = attribute("id") }
    /^TestMethod / { classes[id] = attribute("className") }
    END { for (i = 1; i <= count; i++) print outcomes[i] "\t" classes[ids[i]] "." names[i] "\t" reasons[i] }
  ' "$@"
}
