using System.Globalization;
using System.Text.RegularExpressions;

namespace Guildhall.Reviews.Diffs;

/// <summary>
/// Reads unified diffs, as <c>diff -u</c>, git, and the "patch" pages of Git hosts write them:
/// <code>
/// diff --git a/old.c b/new.c          only git; then lines such as "new file mode", "rename from", "Binary files … differ"
/// --- a/old.c                         a tab and a time may follow; /dev/null for none
/// +++ b/new.c
/// @@ -1,3 +1,4 @@ section             start and count of each side; a count that is left out is 1
///  context
/// -removed
/// +added
/// \ No newline at end of file         belongs to the line above
/// </code>
/// Traps: the counts of a hunk say where it ends, and nothing else does: a removed line "-- x" looks like the head of a file. Mail and
/// editors strip the blank of an empty context line. Forms send CRLF: a carriage return that every line has is none of the file's. A name
/// with other than ASCII letters stands in quotes with octal bytes. What stands between files (a mail's text, a commit's message) is
/// prose. Combined diffs of merges ("@@@") have no two sides and are left out.
/// Sources: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html, https://git-scm.com/docs/diff-format
/// </summary>
internal sealed partial class DiffParser
{
    private readonly string[] _lines;
    private readonly List<DiffFile> _files = [];
    private int _at;

    private DiffParser(string text)
    {
        _lines = text.Split('\n');
        if (_lines.Length > 1 && _lines[..^1].All(l => l.EndsWith('\r')))
            _lines = [.. _lines.Select(l => l.EndsWith('\r') ? l[..^1] : l)];
    }

    /// <summary>Never throws for what somebody sends: what is no diff has no files.</summary>
    public static Diff Parse(string text) => new DiffParser(text).Read();

    private Diff Read()
    {
        while (_at < _lines.Length)
        {
            if (_lines[_at].StartsWith("diff --git ", StringComparison.Ordinal))
                ReadGit();
            else if (IsHead(_at))
                _files.Add(ReadPlain());
            else
                _at++;
        }
        return new Diff(_files);
    }

    private bool IsHead(int at) => at + 2 < _lines.Length && _lines[at].StartsWith("--- ", StringComparison.Ordinal)
        && _lines[at + 1].StartsWith("+++ ", StringComparison.Ordinal) && Hunk().IsMatch(_lines[at + 2]);

    private DiffFile ReadPlain()
    {
        var (before, after) = (Name(_lines[_at][4..]), Name(_lines[_at + 1][4..]));
        _at += 2;
        var change = before is null ? FileChange.Added : after is null ? FileChange.Deleted : FileChange.Modified;
        // Without git, the sides may be called "x.orig" and "x": that is no renaming.
        return new DiffFile(after ?? before ?? "", null, change, false, ReadHunks());
    }

    private void ReadGit()
    {
        var (before, after) = Names(_lines[_at++]["diff --git ".Length..]);
        var (change, isBinary) = (FileChange.Modified, false);
        IReadOnlyList<DiffHunk> hunks = [];
        for (; _at < _lines.Length && !_lines[_at].StartsWith("diff --git ", StringComparison.Ordinal); _at++)
        {
            var line = _lines[_at];
            if (IsHead(_at))
            {
                (before, after) = (Name(line[4..]) ?? before, Name(_lines[_at + 1][4..]) ?? after);
                _at += 2;
                hunks = ReadHunks();
                break;
            }
            if (After(line, "rename from ") is { } from)
                (before, change) = (from, FileChange.Renamed);
            else if (After(line, "copy from ") is { } source)
                (before, change) = (source, FileChange.Copied);
            else if ((After(line, "rename to ") ?? After(line, "copy to ")) is { } to)
                after = to;
            else if (line.StartsWith("new file mode", StringComparison.Ordinal))
                change = FileChange.Added;
            else if (line.StartsWith("deleted file mode", StringComparison.Ordinal))
                change = FileChange.Deleted;
            else if (line.StartsWith("Binary files ", StringComparison.Ordinal) || line == "GIT binary patch")
                isBinary = true;
        }
        _files.Add(new DiffFile(after, before == after || change is FileChange.Added or FileChange.Deleted ? null : before, change,
            isBinary, hunks));
    }

    private static string? After(string line, string prefix) =>
        line.StartsWith(prefix, StringComparison.Ordinal) ? Unquoted(line[prefix.Length..]) : null;

    private List<DiffHunk> ReadHunks()
    {
        var hunks = new List<DiffHunk>();
        while (_at < _lines.Length && Hunk().Match(_lines[_at]) is { Success: true } head)
        {
            _at++;
            hunks.Add(ReadHunk(
                Number(head, 1), Number(head, 2) ?? 1, Number(head, 3), Number(head, 4) ?? 1, head.Groups[5].Value.Trim()));
        }
        return hunks;
    }

    private DiffHunk ReadHunk(int? oldStart, int oldLeft, int? newStart, int newLeft, string section)
    {
        var (old, now) = (oldStart ?? 0, newStart ?? 0);
        var lines = new List<DiffLine>();
        for (; _at < _lines.Length && (oldLeft > 0 || newLeft > 0 || _lines[_at].StartsWith('\\')); _at++)
        {
            var line = _lines[_at];
            switch (line.Length == 0 ? ' ' : line[0])
            {
                case '+' when newLeft > 0:
                    lines.Add(new DiffLine(LineKind.Added, null, now++, line[1..]));
                    newLeft--;
                    break;
                case '-' when oldLeft > 0:
                    lines.Add(new DiffLine(LineKind.Removed, old++, null, line[1..]));
                    oldLeft--;
                    break;
                case ' ' when oldLeft > 0 && newLeft > 0:
                    lines.Add(new DiffLine(LineKind.Context, old++, now++, line.Length == 0 ? "" : line[1..]));
                    (oldLeft, newLeft) = (oldLeft - 1, newLeft - 1);
                    break;
                case '\\' when lines.Count > 0:
                    lines[^1] = lines[^1] with { EndsFile = true };
                    break;
                default:
                    // The hunk is shorter than it says: it was cut by hand.
                    return new DiffHunk(oldStart ?? 0, newStart ?? 0, section, lines);
            }
        }
        return new DiffHunk(oldStart ?? 0, newStart ?? 0, section, lines);
    }

    /// <summary>Both names of a line "a/x b/x". Where one has blanks, both are the same.</summary>
    private static (string Before, string After) Names(string both)
    {
        if (both.Length > 1 && both[0] != '"' && both.Length % 2 == 1 && both[both.Length / 2] == ' '
            && Cut(both[..(both.Length / 2)]) == Cut(both[(both.Length / 2 + 1)..]))
            return (Cut(both[..(both.Length / 2)]), Cut(both[(both.Length / 2 + 1)..]));
        var quoted = Quoted().Match(both);
        if (quoted.Success)
            return (Cut(Unquoted(quoted.Groups[1].Value)), Cut(Unquoted(quoted.Groups[2].Value)));
        var at = both.IndexOf(" b/", StringComparison.Ordinal);
        return at < 0 ? (both, both) : (Cut(both[..at]), Cut(both[(at + 1)..]));
    }

    /// <returns><c>null</c> for /dev/null.</returns>
    private static string? Name(string named)
    {
        var name = Unquoted(named.Split('\t')[0].TrimEnd());
        return name == "/dev/null" ? null : Cut(name);
    }

    private static string Cut(string name) =>
        name.Length > 2 && name[1] == '/' && "abciow".Contains(name[0], StringComparison.Ordinal) ? name[2..] : name;

    private static string Unquoted(string name)
    {
        if (name.Length < 2 || name[0] != '"' || name[^1] != '"')
            return name;
        var bytes = new List<byte>();
        for (var i = 1; i < name.Length - 1; i++)
        {
            if (name[i] != '\\' || i + 1 >= name.Length - 1)
                bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(name[i..(i + 1)]));
            else if (i + 3 < name.Length && name[(i + 1)..(i + 4)].All(c => c is >= '0' and <= '7'))
            {
                bytes.Add((byte)Convert.ToInt32(name[(i + 1)..(i + 4)], 8));
                i += 3;
            }
            else
                bytes.Add((byte)(name[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var c => c }));
        }
        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }

    private static int? Number(Match head, int group) =>
        int.TryParse(head.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Hunk();

    [GeneratedRegex("""^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
