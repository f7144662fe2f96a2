using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Slugs_from_titles
{
    [Theory]
    [InlineData("Hello, World!", "hello-world"), InlineData("  --Hello--  ", "hello"), InlineData("Redis 分布式锁：怎么做？", "redis-分布式锁-怎么做")]
    [InlineData("Café Ünïcode Straße", "cafe-unicode-strasse"), InlineData("C++ 与 C# 和 .NET", "cpp-与-csharp-和-dotnet"), InlineData("What's new", "whats-new")]
    [InlineData("ＡＢＣ１２３", "abc123"), InlineData("日本語のタイトル", "日本語のタイトル"), InlineData("한국어 제목", "한국어-제목"), InlineData("Привет Мир", "привет-мир")]
    [InlineData("a/b\\c?d#e%f", "a-b-c-d-e-f"), InlineData("../../etc/passwd", "etc-passwd"), InlineData("e\u0301te\u0301", "ete"),
        InlineData("HTTP/2", "http-2")]
    public void Keep_letters_of_every_script(string title, string slug) => Assert.Equal(slug, Slug.From(title, "article"));

    [Theory]
    [InlineData(""), InlineData("？！"), InlineData("👍"), InlineData("\u202E\u0000\n"), InlineData("---")]
    public void Fall_back_when_nothing_is_left(string title) => Assert.Equal("article", Slug.From(title, "article"));

    [Theory]
    [InlineData("Admin", "admin-article"), InlineData("API", "api-article"), InlineData("new", "new-article"), InlineData("Sign in", "sign-in-article")]
    public void Step_aside_for_reserved_words(string title, string slug) => Assert.Equal(slug, Slug.From(title, "article"));

    [Fact]
    public void Are_cut_between_words()
    {
        var slug = Slug.From(string.Join(' ', Enumerable.Repeat("distributed", 20)), "article");

        Assert.InRange(slug.Length, 60, Slug.MaxLength);
        Assert.All(slug.Split('-'), word => Assert.Equal("distributed", word));
    }

    [Fact]
    public void Are_never_cut_inside_a_character()
    {
        var slug = Slug.From("a" + string.Concat(Enumerable.Repeat("𠮷", 100)), "article");

        Assert.Equal(79, slug.Length);
        Assert.False(char.IsHighSurrogate(slug[^1]));
    }

    [Fact]
    public void Hold_for_anything_typed()
    {
        var random = new Random(11);
        for (var i = 0; i < 3_000; i++)
        {
            var title = new string([.. Enumerable.Range(0, random.Next(0, 200)).Select(_ => (char)random.Next(0, 0x10000))]);

            var slug = Slug.From(title, "article");

            Assert.True(Slug.Check(slug) == SlugFault.None, string.Join(' ', slug.Select(c => ((int)c).ToString("x4"))));
        }
    }

    [Theory]
    [InlineData("redis-锁", SlugFault.None), InlineData("", SlugFault.Missing), InlineData(null, SlugFault.Missing),
        InlineData("Redis", SlugFault.BadCharacter)]
    [InlineData("a b", SlugFault.BadCharacter), InlineData("-a", SlugFault.BadCharacter), InlineData("a--b", SlugFault.BadCharacter),
        InlineData("a/b", SlugFault.BadCharacter)]
    [InlineData("..", SlugFault.BadCharacter), InlineData("admin", SlugFault.Reserved), InlineData("a\u200Bb", SlugFault.BadCharacter)]
    public void Are_checked_when_typed(string? typed, SlugFault fault) => Assert.Equal(fault, Slug.Check(typed));

    [Fact]
    public void Are_too_long_beyond_eighty() => Assert.Equal(SlugFault.TooLong, Slug.Check(new string('a', 81)));

    [Fact]
    public void Count_up_when_taken()
    {
        var full = new string('a', Slug.MaxLength);

        Assert.Equal("redis", Slug.Unique("redis", new HashSet<string>()));
        Assert.Equal("redis-3", Slug.Unique("redis", new HashSet<string> { "redis", "redis-2" }));
        Assert.Equal(full[..^2] + "-2", Slug.Unique(full, new HashSet<string> { full }));
        Assert.Equal("admin-2", Slug.Unique("admin", new HashSet<string>()));
    }
}
