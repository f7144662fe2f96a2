using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Cutting_texts
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("😀", 1, "")]
    [InlineData("a\0b\0c", 2, "ab")]
    public void Never_leaves_half_a_character_nor_what_the_database_refuses(string text, int length, string cut) =>
        Assert.Equal(cut, text.CutTo(length));

    [Fact]
    public void Mends_halves_that_the_text_brings()
    {
        Assert.Equal("a\uFFFD", ("a" + '\uD83D').CutTo(5));
        Assert.Equal("\uFFFDa", ('\uDE00' + "a").CutTo(5));
    }
}
