using Guildhall.Screening.Words;

namespace Guildhall.App.Tests.Screening;

[Trait("Database", "none")]
public class Finding_watched_words
{
    [Theory]
    [InlineData("敏感词", "这里有敏感词吗")]
    [InlineData("敏感词", "敏 感-词")]
    [InlineData("敏感词", "敏*感*词")]
    [InlineData("敏感词", "敏\u200B感\u200D词")]
    [InlineData("敏感词", "敏，感，词")]
    [InlineData("资料", "免费資料")]
    [InlineData("資料", "免费资料")]
    [InlineData("spam", "This is SPAM!")]
    [InlineData("spam", "ｓｐａｍ")]
    [InlineData("spam", "s.p.a.m")]
    [InlineData("spam", "s p a m")]
    [InlineData("spam", "sp\u200Bam")]
    [InlineData("spam", "s\u0301pám")]
    [InlineData("spam", "ѕрам")]
    [InlineData("spam", "ѕраm")]
    [InlineData("spam", "ｓ\u2060Рａｍ")]
    [InlineData("spam", "𝐬𝐩𝐚𝐦 and 𝓈𝓅𝒶𝓂")]
    [InlineData("spam", "ⓢⓟⓐⓜ")]
    [InlineData("spam", "sp4m here")]
    [InlineData("spam", "5p@m here")]
    [InlineData("viagra", "v1agra")]
    [InlineData("viagra", "vi-agra")]
    [InlineData("wechat", "加wechat吧")]
    [InlineData("加微信", "加 微 信")]
    [InlineData("加vx", "快加ＶＸ123")]
    [InlineData("bad phrase", "a bad\nphrase")]
    [InlineData("bad phrase", "badphrase")]
    [InlineData("敏感词", "敏感\n词")]
    [InlineData("c++ sucks", "C++ sucks")]
    [InlineData("上海", "去 上 海 玩")]
    [InlineData("上海", "上-海")]
    [InlineData("мат", "это мат!")]
    [InlineData("ёлка", "Ёлка")]
    public void Finds_it_however_it_is_disguised(string word, string text) => Assert.NotEmpty(Find(word, text));

    [Theory]
    [InlineData("ass", "a class of passengers, assisted")]
    [InlineData("ass", "cl\u200Bass")]
    [InlineData("ass", "c.l.a.s.s")]
    [InlineData("ass", "c l a s s")]
    [InlineData("spam", "spammer")]
    [InlineData("penis", "the pen is mightier")]
    [InlineData("penis", "a pen. Is it?")]
    [InlineData("上海", "马上 海边见")]
    [InlineData("上海", "马上。海边见")]
    [InlineData("上海", "马上\n海边见")]
    [InlineData("上海", "上\n\n海")]
    [InlineData("敏感词", "很敏。感词")]
    [InlineData("敏感词", "敏====感====词")]
    [InlineData("мат", "the mat is red")]
    [InlineData("sos", "505 and 5O5")]
    [InlineData("sos", "port 505")]
    [InlineData("spam", "5944 54 11")]
    [InlineData("加v", "增加value")]
    [InlineData("敏感词", "mingan ci")]
    public void Does_not_take_other_words_for_it(string word, string text) => Assert.Empty(Find(word, text));

    [Theory]
    [InlineData("mingan ci")]
    [InlineData("min gan ci")]
    [InlineData("MinGanCi")]
    [InlineData("民感词")]
    [InlineData("敏gan词")]
    public void Finds_pinyin_and_what_sounds_the_same_where_the_word_asks_for_it(string text)
    {
        Assert.NotEmpty(Find("敏感词", text, pinyin: true));
        Assert.Empty(Find("敏感词", text.Replace('敏', '民')));
    }

    [Theory]
    [InlineData("惊喜", "jing xing")]
    [InlineData("西安", "xian")]
    [InlineData("西", "xi")]
    public void Pinyin_ends_where_the_syllable_ends(string word, string text) =>
        Assert.Equal(text == "xian", Find(word, text, pinyin: true).Count > 0);

    [Fact]
    public void Says_which_word_stands_where_in_the_original()
    {
        const string text = "前面 S\u200B.ｐ.а.M 后面，還有 資 料。";

        var hits = new WordMatcher([new(1, 7, "spam"), new(2, 8, "资料"), new(3, 8, "没有")]).Find(text);

        Assert.Equal([1, 2], hits.Select(h => h.Word.Id));
        Assert.Equal("S\u200B.ｐ.а.M", text.Substring(hits[0].Start, hits[0].Length));
        Assert.Equal("資 料", text.Substring(hits[1].Start, hits[1].Length));
    }

    [Fact]
    public void Of_two_that_begin_alike_the_longer_is_told_and_a_part_of_another_word_is_not()
    {
        var hits = new WordMatcher([new(1, 1, "法"), new(2, 1, "法律"), new(3, 1, "law"), new(4, 1, "lawsuit")]).Find("法律 and lawsuit");

        Assert.Equal([2, 4], hits.Select(h => h.Word.Id));
    }

    [Fact]
    public void Odd_texts_are_read_without_a_fault()
    {
        var matcher = new WordMatcher([new(1, 1, "敏感词", true), new(2, 1, "spam")]);

        foreach (var text in (string[])["", "\uD800", "a\uDC00\uD83D", "👨‍👩‍👧‍👦spam👨‍👩‍👧‍👦", new string('敏', 30_000),
            new string('s', 30_000), "\u0301\u0301", "ﷺ㌀spam"])
            matcher.Find(text);

        Assert.Single(matcher.Find("👨‍👩‍👧‍👦spam👨‍👩‍👧‍👦"));
    }

    [Fact]
    public void Reads_lists_that_were_pasted_or_exported()
    {
        var words = ParseWords.From("\uFEFFword,pinyin\r\n敏感词,pinyin\r\n\"a, b\"\n\n  spam  \n\"say \"\"no\"\"\",\n", pinyin: false);

        Assert.Equal([("敏感词", true), ("a, b", false), ("spam", false), ("say \"no\"", false)], words.Select(w => (w.Text, w.Pinyin)));
    }

    private static IReadOnlyList<WordHit> Find(string word, string text, bool pinyin = false) =>
        new WordMatcher([new WatchedEntry(1, 1, word, pinyin)]).Find(text);
}
