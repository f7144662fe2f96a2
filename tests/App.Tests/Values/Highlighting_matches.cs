using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Highlighting_matches
{
    private static string Marked(string text, string asked) => Marked(SearchTerms.Highlight(text, SearchTerms.ForQuery(asked)));

    private static string Marked(IEnumerable<HighlightedPart> parts) => string.Concat(parts.Select(p => p.IsMatch ? $"[{p.Text}]" : p.Text));

    [Theory]
    [InlineData("用 Redis 实现分布式锁，分布式系统", "分布式", "用 Redis 实现[分布式]锁，[分布式]系统")]
    [InlineData("HashMap and hash_map and the hash of a map", "hashmap", "[HashMap] and [hash_map] and the hash of a map")]
    [InlineData("HashMap and the hash of a map", "HashMap", "[HashMap] and the [hash] of a [map]")]
    [InlineData("HashMap", "map", "[HashMap]"), InlineData("Redis, redis-cli, Redisson", "redis", "[Redis], [redis]-cli, [Redisson]")]
    [InlineData("C, C++ and C#", "c++", "C, [C++] and C#"), InlineData("Le Café", "cafe", "Le [Café]"), InlineData("a<b>&\"c\"", "b", "a<[b]>&\"c\"")]
    [InlineData("nothing here", "分布", "nothing here"), InlineData("text", "", "text"), InlineData("", "text", ""), InlineData("锁锁锁", "锁锁", "[锁锁]锁")]
    public void Marks_what_the_index_finds(string text, string asked, string marked) => Assert.Equal(marked, Marked(text, asked));

    [Fact]
    public void Loses_nothing_of_the_text()
    {
        var random = new Random(23);
        for (var i = 0; i < 2_000; i++)
        {
            var text = Cutting_search_terms.Noise(random, 200);
            var query = SearchTerms.ForQuery(text.Length > 20 ? text[5..15] : Cutting_search_terms.Noise(random, 20));

            Assert.Equal(text, string.Concat(SearchTerms.Highlight(text, query).Select(p => p.Text)));
            Assert.InRange(SearchTerms.Snippet(text, query, 40).Sum(p => p.Text.Length), 0, 42);
        }
    }

    [Fact]
    public void Chooses_the_piece_around_the_first_match()
    {
        var text = string.Concat(Enumerable.Repeat("无关的句子。", 100)) + "这里讲分布式锁的原理。" + string.Concat(Enumerable.Repeat("后面的句子。", 100));

        var snippet = Marked(SearchTerms.Snippet(text, SearchTerms.ForQuery("分布式"), 60));

        Assert.StartsWith("…", snippet);
        Assert.EndsWith("…", snippet);
        Assert.Contains("这里讲[分布式]锁的原理", snippet);
        Assert.Equal(60 + 2 + 2, snippet.Length);
    }

    [Fact]
    public void Begins_at_the_beginning_without_a_match()
    {
        Assert.Equal("short text", Marked(SearchTerms.Snippet("short\n text", SearchTerms.ForQuery("none"))));
        Assert.Equal("one two…", Marked(SearchTerms.Snippet("one two three", SearchTerms.ForQuery("none"), 7)));
        Assert.Empty(SearchTerms.Snippet("", SearchTerms.ForQuery("x")));
    }
}
