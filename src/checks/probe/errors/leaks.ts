/**
 * The dictionary of what must not be told: signs of a server's insides in a text.
 *
 * Each sign is specific enough that a business text does not have it by chance.
 *
 * Room     checks (floor 3). May be imported by probes only.
 */

const signs: Readonly<Record<string, RegExp>> = {
  'stack trace (Java)': /\bat [a-z][\w$]*(?:\.[\w$<>]+)+\([^)\n]{0,120}\)|\bjava\.(?:lang|util|io|sql)\.[A-Z]\w+(?:Exception|Error)\b/,
  'stack trace (.NET)':
    /\bat [A-Z][\w.]+\([^)\n]{0,200}\) in [^\n]{1,200}:line \d+|\bSystem\.(?:Web|Data|NullReference|ArgumentException|InvalidOperation)/,
  'stack trace (Python)': /Traceback \(most recent call last\)|File "[^"\n]{1,200}", line \d+/,
  'stack trace (JavaScript)': /\bat [^\n]{0,200}\.[cm]?[jt]s:\d+:\d+/,
  'stack trace (PHP)': /#\d+ \/[^\n]{1,200}\.php\(\d+\)|\bin \/[^\n]{1,200}\.php on line \d+/,
  'stack trace (Go)': /\bgoroutine \d+ \[[a-z ]+\]:/,
  'SQL error':
    /\bORA-\d{5}\b|\bSQLSTATE\b|\bSQLException\b|\bPSQLException\b|You have an error in your SQL syntax|Unclosed quotation mark after|\bSQLITE_[A-Z]+\b/,
  'SQL text': /\bSELECT\s[^\n]{1,200}\sFROM\s+\w|\bINSERT\s+INTO\s+\w+\s*\(|\bUPDATE\s+\w+\s+SET\s+\w+\s*=/,
  'file path': /\b[A-Z]:\\(?:[\w .-]+\\)+|\/(?:var\/www|usr\/(?:local|share|src)|home\/[\w.-]+|opt\/[\w.-]+|srv\/[\w.-]+|etc\/[\w.-]+)\//,
  'private address': /(?<![\d.])(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d{1,3}\.\d{1,3}(?![\d.])/,
  'framework page':
    /Whitelabel Error Page|<title>[^<]{0,80}(?:Apache Tomcat|Werkzeug|Laravel|Django|ASP\.NET)|Server Error in '[^']{0,80}' Application/,
};

/** Names of the signs that a text shows, beside what it may quote. */
export function leaksIn(text: string, quoted = ''): readonly string[] {
  const own = quoted === '' ? text : withoutQuotes(text, quoted);
  return Object.entries(signs)
    .filter(([, sign]) => sign.test(own))
    .map(([name]) => name);
}

/** A text without the signs that the other text has word for word. */
function withoutQuotes(text: string, quoted: string): string {
  return Object.values(signs).reduce(
    (rest, sign) => rest.replace(new RegExp(sign, 'g'), (match) => (quoted.includes(match) || quoted.includes(unescaped(match)) ? '' : match)),
    text,
  );
}

/** A backslash of a JSON string as it was meant. */
const unescaped = (text: string): string => text.replaceAll('\\\\', '\\');
