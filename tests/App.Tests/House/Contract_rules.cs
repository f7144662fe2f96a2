using System.Text.RegularExpressions;
using Guildhall.Kernel.Contracts;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// What stands between modules is explained where it stands: every public type of Kernel/Contracts and its members have a summary.
/// A record's or an enum's summary covers what its own line names.
/// </summary>
[Trait("Database", "none")]
public partial class Contract_rules
{
    private const string Contracts = "src/Kernel/Contracts";

    private static readonly HashSet<string> OfEvents = [.. typeof(IEvent).GetProperties().Select(p => p.Name)];

    [Fact]
    public void Every_public_type_and_member_has_a_summary()
    {
        var files = Repository.Files(Contracts, ".cs").ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(f => Unexplained(File.ReadAllText(f)).Select(name => $"{Repository.Relative(f)}: {name}")));
    }

    [Fact]
    public void The_rule_rejects_what_explains_nothing()
    {
        const string Specimen = """
            namespace Guildhall.Kernel.Contracts.Specimens;

            public interface IBare
            {
                Task<int> CountAsync(
                    long id, CancellationToken cancel = default);

                /// <summary>Explained.</summary>
                [Obsolete]
                int Size { get; }
            }

            /// <param name="Name">Only a parameter.</param>
            public sealed record Half(long Id, string Name)
            {
                public const string Word = "{word}";

                private static readonly int Own = 1;

                public bool IsMany
                {
                    get => Id > 1;
                }
            }

            /// <summary>A fact; its three members are explained at IEvent.</summary>
            public sealed record Happened(
                long CommunityId,
                long? ActorId) : IEvent
            {
                public Thing Subject => new("specimen", 1);

                public override string ToString() => "it";
            }

            public enum Bare { One, Two }
            """;

        Assert.Equal(["IBare", "IBare.CountAsync", "Half", "Half.Word", "Half.IsMany", "Bare"], Unexplained(Specimen));
    }

    /// <summary>
    /// Reads the source line by line: a declaration is what begins a line straight inside a type or outside of all, with the lines above as
    /// its comment.
    /// </summary>
    private static List<string> Unexplained(string source)
    {
        var found = new List<string>();
        // The blocks that are open, each with the type that it is the body of, or null.
        var blocks = new Stack<Match?>();
        Match? next = null;
        var (parentheses, explained) = (0, false);
        foreach (var line in source.Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith("///", StringComparison.Ordinal))
            {
                explained |= line.Contains("<summary>", StringComparison.Ordinal) || line.Contains("<inheritdoc", StringComparison.Ordinal);
                continue;
            }
            if (line.Length == 0 || line[0] == '[' || line.StartsWith("//", StringComparison.Ordinal))
                continue;

            var within = blocks.TryPeek(out var top) ? top : null;
            if (parentheses == 0 && (blocks.Count == 0 || within is not null))
            {
                if (TypeLine().Match(line) is { Success: true } type)
                {
                    next = type;
                    if (!explained)
                        found.Add(type.Groups["name"].Value);
                }
                else if (within is not null && MemberLine().Match(line) is { Success: true } member && IsPublic(line, within) && !explained)
                {
                    var name = member.Groups["name"].Value;
                    if (!OfEvents.Contains(name) && !line.Contains(" override ", StringComparison.Ordinal))
                        found.Add($"{within.Groups["name"].Value}.{name}");
                }
            }
            explained = false;
            foreach (var c in Texts().Replace(line, ""))
            {
                switch (c)
                {
                    case '(':
                        parentheses++;
                        break;
                    case ')':
                        parentheses--;
                        break;
                    case '{':
                        blocks.Push(parentheses == 0 ? next : null);
                        next = null;
                        break;
                    case '}':
                        blocks.Pop();
                        break;
                    case ';' when parentheses == 0:
                        next = null;
                        break;
                }
            }
        }
        return found;
    }

    private static bool IsPublic(string line, Match within) =>
        line.StartsWith("public ", StringComparison.Ordinal)
        || (within.Groups["kind"].Value == "interface" && !line.StartsWith("private ", StringComparison.Ordinal));

    [GeneratedRegex(@"^public\s[^(=;]*?\b(?<kind>interface|enum|class|record\s+struct|record|struct)\s+(?<name>\w+)")]
    private static partial Regex TypeLine();

    /// <summary>The last word before what makes it a member: parameters, accessors, a value or the end.</summary>
    [GeneratedRegex(@"^[\w<>\[\]?,.\s]*?\b(?<name>\w+)\s*(?:\(|\{|=|;|$)")]
    private static partial Regex MemberLine();

    [GeneratedRegex("""\$?"(?:[^"\\]|\\.)*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Texts();
}
