using System.Text.RegularExpressions;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// Rows of a community are filtered by it (Model_rules). A query that takes the filter off names the community itself, or a
/// comment in front of it gives the reason; a class that works across communities may say so once.
/// </summary>
[Trait("Database", "none")]
public partial class Query_rules
{
    [Fact]
    public void Whoever_takes_the_filter_off_names_a_community_or_a_reason()
    {
        var files = Repository.Files("src", ".cs", ".razor").Select(f => (File: Repository.Relative(f), Source: File.ReadAllText(f))).ToList();

        Assert.Contains(files, f => f.Source.Contains(".IgnoreQueryFilters(", StringComparison.Ordinal));
        Assert.Empty(files.SelectMany(f => Unexplained(f.Source).Select(line => $"{f.File}:{line}")));
    }

    [Fact]
    public void The_rule_rejects_a_query_across_communities_without_a_reason()
    {
        const string Specimen = """
            public async Task RunAsync(long communityId)
            {
                // The id of a file is unique in the whole installation.
                var one = await db.Set<StoredFile>().IgnoreQueryFilters()
                    .SingleAsync(f => f.Id == id);
                var named = db.Set<Order>().IgnoreQueryFilters().Where(o => o.CommunityId == communityId);
                var all = await db.Set<Order>().IgnoreQueryFilters()
                    .Select(o => new { o.Id, o.CommunityId }).ToListAsync();
            }

            /// <summary>Only says what it does.</summary>
            public IQueryable<Order> Orders => db.Set<Order>().IgnoreQueryFilters();
            """;

        Assert.Equal([7, 12], Unexplained(Specimen));
    }

    [Fact]
    public void The_rule_accepts_a_class_that_says_that_it_works_across_communities() => Assert.Empty(Unexplained("""
        /// <summary>Takes what is due across communities.</summary>
        internal sealed class Due(AppDb db) { IQueryable<Order> Orders => db.Set<Order>().IgnoreQueryFilters(); }
        """));

    /// <summary>Lines at which a query takes the filter off and says nothing.</summary>
    private static IEnumerable<int> Unexplained(string source)
    {
        if (Everywhere().IsMatch(source))
            yield break;
        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            var start = at == 0 ? 0 : source.LastIndexOfAny([';', '{', '}'], at - 1) + 1;
            var end = source.IndexOf(';', at);
            var statement = source[start..(end < 0 ? source.Length : end)];
            if (!NamedCommunity().IsMatch(statement) && !Reason().IsMatch(statement))
                yield return source[..at].Count(c => c == '\n') + 1;
        }

        int Next(int from) => source.IndexOf(".IgnoreQueryFilters(", from, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bCommunityId\s*==|==\s*\w+\.CommunityId\b|\bContains\(\w+\.CommunityId\)")]
    private static partial Regex NamedCommunity();

    [GeneratedRegex(@"^///? .*\bacross communities\b", RegexOptions.Multiline)]
    private static partial Regex Everywhere();

    [GeneratedRegex(@"^\s*//[^/]", RegexOptions.Multiline)]
    private static partial Regex Reason();
}
