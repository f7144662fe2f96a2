using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Cutting_search_terms
{
    private static string U(string character) => string.Concat(character.EnumerateRunes().Select(r => r.IsBmp ? $"u{r.Value:x4}" : $"v{r.Value:x5}"));

    private static string Index(string text) => SearchTerms.ForIndex(text);

    [Fact]
    public void Makes_pairs_of_Chinese() => Assert.Equal($"{U("分布")} {U("布式")} {U("式锁")} {U("锁")}", Index("分布式锁"));

    [Fact]
    public void Ends_a_run_at_everything_else() =>
        Assert.Equal($"{U("锁")} redis {U("集群")} {U("群")} {U("好")}", Index("锁，Redis集群 好"));

    [Theory]
    [InlineData("カタカナ", "カタ タカ カナ ナ"), InlineData("한국어", "한국 국어 어"), InlineData("𠮷野家", "𠮷野 野家 家"), InlineData("人々", "人々 々"), InlineData("ｶﾀ", "カタ タ")]
    public void Makes_pairs_of_Kana_Hangul_and_rare_characters(string text, string pairs) =>
        Assert.Equal(string.Join(' ', pairs.Split(' ').Select(U)), Index(text));

    [Theory]
    [InlineData("Hello WORLD", "hello world"), InlineData("Café naïve straße", "cafe naive strasse"), InlineData("e\u0301te\u0301", "ete"),
        InlineData("ｆｕｌｌ", "full"), InlineData("don't", "dont")]
    [InlineData("HashMap", "hashmap hash map"), InlineData("hash_map", "hashmap hash map"), InlineData("__init__", "init"),
        InlineData("HTTPServer", "httpserver http server"), InlineData("URLs", "urls url")]
    [InlineData("getURLForUser", "geturlforuser get url for user"), InlineData("java17", "java17 java n17"),
        InlineData("utf-8 utf8", "utf8 utf utf8 utf"), InlineData("k8s", "k8s")]
    [InlineData("C++ c++11 g++", "cpp cpp n11 cpp11 gpp"), InlineData("C# F# c#x", "csharp fsharp c x"),
        InlineData(".NET asp.net .NET9", "dotnet net asp dotnet net aspdotnet aspnet dotnet9 net9 dotnet net"), InlineData("node.js", "node js nodejs")]
    [InlineData("1.8 10.0.0.1 2024 v1.2", "n1d8 n10d0d0d1 n2024 v1d2 n1d2"), InlineData("12e3abc 1e5", "n12e3abc n12 abc n1e5"),
        InlineData("a-b a/b a@b.c", "a b ab a b ab a b c bc")]
    [InlineData("well-known issue#12", "well known wellknown issue n12"), InlineData("count++ --x !y", "count x y"), InlineData("", ""),
        InlineData(" ?!。👍\u0000\u200B", "")]
    public void Keeps_names_from_programs_whole_and_in_parts(string text, string terms) => Assert.Equal(terms, Index(text));

    [Theory]
    [InlineData("Vue 3", "vue n3 vue3"), InlineData("HTTP/2", "http n2 http2"), InlineData("iPhone15", "iphone15 phone n15"),
        InlineData("JDK 8 11", "jdk n8 jdk8 n11"), InlineData("a.b.c", "a b c ab bc abc"), InlineData(".NET 8", "dotnet net n8 dotnet8 net8 dotnet net")]
    [InlineData("queries goroutines locks boxes", "queries query goroutines goroutine locks lock boxes box"),
        InlineData("class status redis https news js", "class status redis https news js"),
        InlineData("zero\u200Bwidth soft\u00ADhyphen", "zerowidth softhyphen")]
    public void Knows_every_way_to_write_a_name(string text, string terms) => Assert.Equal(terms, Index(text));

    [Fact]
    public void Folds_traditional_characters_and_skips_what_nobody_sees()
    {
        Assert.Equal(Index("分布式锁"), Index("分佈式鎖"));
        Assert.Equal(Index("分布式锁"), Index("分\u200B布\uFE00式\u00AD锁"));
    }

    [Fact]
    public void Spreads_a_long_text_over_entries_that_share_where_they_meet()
    {
        var words = Enumerable.Range(0, 25_000).Select(i => $"w{i}").ToList();
        var run = string.Concat(Enumerable.Range(0, 25_000).Select(i => (char)(0x4E00 + i % 20_000)));

        var ofWords = SearchTerms.EntriesForIndex(string.Join(' ', words));
        var ofRun = SearchTerms.EntriesForIndex(run);
        var phrase = string.Join(' ', SearchTerms.ForIndex(run.Substring(9_990, 20)).Split(' ')[..^1]);

        Assert.Equal(words, ofWords.SelectMany(e => e.Split(' ')).Where(t => t[0] == 'w'));
        Assert.All(ofRun, e => Assert.InRange(e.Split(' ').Length, 1, SearchTerms.MaxEntryTerms));
        Assert.Contains(ofRun, e => e.Contains(phrase, StringComparison.Ordinal));
    }

    [Fact]
    public void Spells_other_scripts_by_code_point() => Assert.Equal($"{U("привет")} {U("мир")}", Index("Привет МИР"));

    [Fact]
    public void Writes_nothing_but_letters_and_digits_whatever_comes()
    {
        var random = new Random(17);
        for (var i = 0; i < 3_000; i++)
        {
            var text = Noise(random, 300);

            Assert.Matches("^([a-z][a-z0-9]{0,63}( |$))*$", Index(text));
            Assert.Matches("^[a-z0-9'&|()<>:* -]*$", SearchTerms.ForQuery(text).ToTsQuery());
            Assert.Matches("^[a-z0-9\"()*ANDOR ]*$", SearchTerms.ForQuery(text).ToFts5());
        }
    }

    [Fact]
    public void Stops_at_its_limits()
    {
        Assert.InRange(Index(string.Concat(Enumerable.Repeat("分布式锁", 50_000))).Length, 100_000, SearchTerms.MaxEntryLength);
        Assert.InRange(Index(string.Concat(Enumerable.Repeat("a ", 200_000))).Split(' ').Length, 1, SearchTerms.MaxEntryTerms);
        Assert.Equal(64, Index(new string('x', 10_000)).Length);
        Assert.InRange(SearchTerms.ForQuery(string.Concat(Enumerable.Repeat("分布 a ", 50_000))).ToFts5().Length, 1, 2_000);
    }

    [Theory]
    [InlineData("redis", "\"redis\"*", "'redis':*"), InlineData("redis lock", "\"redis\" AND \"lock\"*", "'redis' & 'lock':*"), InlineData("c", "\"c\"", "'c'")]
    [InlineData("HashMap", "(\"hashmap\"* OR (\"hash\" AND \"map\"*))", "('hashmap':* | ('hash' & 'map':*))"), InlineData("C++", "\"cpp\"*", "'cpp':*")]
    [InlineData("AND OR NOT", "\"and\" AND \"or\" AND \"not\"*", "'and' & 'or' & 'not':*"), InlineData("", "\"\"", ""), InlineData("?!\" ' ( ) * : ^ - + |", "\"\"", "")]
    [InlineData("redis* OR x:y\"", "\"redis\" AND \"or\" AND \"x\" AND \"y\"", "'redis' & 'or' & 'x' & 'y'")]
    public void Asks_in_both_languages(string typed, string fts5, string tsquery)
    {
        var query = SearchTerms.ForQuery(typed);

        Assert.Equal((fts5, tsquery), (query.ToFts5(), query.ToTsQuery()));
        Assert.Equal(fts5 == "\"\"", query.IsEmpty);
    }

    [Theory]
    [InlineData("HashMap", true, "(\"hashmap\" OR (\"hash\" AND \"map\"))", "('hashmap' | ('hash' & 'map'))"),
        InlineData("redis lock", true, "\"redis\" AND \"lock\"", "'redis' & 'lock'")]
    [InlineData("c", false, "\"c\"", "'c'"), InlineData("", false, "\"\"", "")]
    public void Asks_for_whole_words(string typed, bool hasBeginning, string fts5, string tsquery)
    {
        var query = SearchTerms.ForQuery(typed);

        Assert.Equal(hasBeginning, query.HasBeginning);
        Assert.Equal((fts5, tsquery), (query.ToFts5(wholeWords: true), query.ToTsQuery(wholeWords: true)));
    }

    [Fact]
    public void Looks_for_a_single_character_of_a_run_as_a_beginning_always()
    {
        var query = SearchTerms.ForQuery("锁");

        Assert.False(query.HasBeginning);
        Assert.Equal(query.ToFts5(), query.ToFts5(wholeWords: true));
    }

    [Fact]
    public void Asks_for_a_Chinese_run_as_a_phrase()
    {
        Assert.Equal($"(\"{U("分布")} {U("布式")}\")", SearchTerms.ForQuery("分布式").ToFts5());
        Assert.Equal($"('{U("分布")}' <-> '{U("布式")}') & 'redis':*", SearchTerms.ForQuery("分布式 redis").ToTsQuery());
        Assert.Equal($"\"{U("锁定")}\"", SearchTerms.ForQuery("锁定").ToFts5());
        Assert.Equal($"\"{U("锁")}\"*", SearchTerms.ForQuery("锁").ToFts5());
        Assert.Equal($"'{U("锁")}':*", SearchTerms.ForQuery("锁").ToTsQuery());
    }

    internal static string Noise(Random random, int length)
    {
        const string Signs = "\"'()*:&|!<>-+^~{}[]\\/%_;,.#@ \0\n\tANDORNEAR";
        return new string([.. Enumerable.Range(0, random.Next(0, length)).Select(_ => random.Next(4) switch
        {
            0 => (char)random.Next(0, 0x10000),
            1 => (char)random.Next(0x4E00, 0x9FFF),
            2 => Signs[random.Next(Signs.Length)],
            _ => (char)random.Next(' ', 0x180),
        })]);
    }
}
