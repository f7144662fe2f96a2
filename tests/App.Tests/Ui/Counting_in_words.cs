using Guildhall.Kernel.Ui;
using Xunit;

namespace Guildhall.App.Tests.Ui;

[Trait("Database", "none")]
public class Counting_in_words
{
    private const string Key = "{0} {0:passkey|passkeys}";

    private static readonly TextCatalogue Catalogue = new(Guildhall.Web.Modules.All.Assemblies);

    [Theory]
    [InlineData(0, "0 passkeys"), InlineData(1, "1 passkey"), InlineData(2, "2 passkeys")]
    public void English_chooses_the_word_that_fits(int count, string expected) => Assert.Equal(expected, Catalogue.In("en")[Key, count]);

    [Fact]
    public void A_long_and_a_written_number_choose_too()
    {
        Assert.Equal("1 passkey", Catalogue.In("en")[Key, 1L]);
        Assert.Equal("1 passkey", Catalogue.In("en")[Key, "1"]);
        Assert.Equal("1,200 passkeys", Catalogue.In("en")[Key, "1,200"]);
    }

    [Fact]
    public void Chinese_needs_one_word_only() => Assert.Equal("1 个通行密钥", Catalogue.In("zh")[Key, 1]);

    [Fact]
    public void A_text_that_nobody_translated_still_counts() => Assert.Equal("1 row", Catalogue.In("zh")["{0} {0:row|rows}", 1]);
}
