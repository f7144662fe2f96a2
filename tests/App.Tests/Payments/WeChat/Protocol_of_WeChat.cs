using System.Security.Cryptography;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Operate;
using Guildhall.Payments.WeChat;

namespace Guildhall.App.Tests.Payments.WeChat;

/// <summary>Published vectors and the edges of what they take.</summary>
[Trait("Database", "none")]
public class Protocol_of_WeChat
{
    private const string Vector = "Eu69zaqBCIwQaJNlb7tiHQ9k+Fz80zx5YzOYHKwl/geBbi9ljwuu9FA=";

    [Fact]
    public void The_published_ciphertext_opens() => Assert.Equal("""{"trade_state":"SUCCESS"}""",
        Encoding.UTF8.GetString(WeChatCipher.Open(WeChatEmulator.ApiV3Key, "abcdefghijkl", "transaction", Vector)!));

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdeF", "abcdefghijkl", "transaction", Vector)]
    [InlineData("0123456789abcdef0123456789abcde", "abcdefghijkl", "transaction", Vector)]
    [InlineData(WeChatEmulator.ApiV3Key, "abcdefghijkm", "transaction", Vector)]
    [InlineData(WeChatEmulator.ApiV3Key, "abc", "transaction", Vector)]
    [InlineData(WeChatEmulator.ApiV3Key, "abcdefghijkl", null, Vector)]
    [InlineData(WeChatEmulator.ApiV3Key, "abcdefghijkl", "transaction", "Eu69")]
    [InlineData(WeChatEmulator.ApiV3Key, "abcdefghijkl", "transaction", "no base64!")]
    public void Anything_else_does_not(string key, string nonce, string? associated, string ciphertext) =>
        Assert.Null(WeChatCipher.Open(key, nonce, associated, ciphertext));

    [Fact]
    public void Missing_associated_data_counts_as_empty()
    {
        var sealedUp = WeChatEmulator.Encrypt("text", "");

        Assert.Equal("text", Encoding.UTF8.GetString(
            WeChatCipher.Open(WeChatEmulator.ApiV3Key, (string)sealedUp["nonce"]!, null, (string)sealedUp["ciphertext"]!)!));
    }

    [Fact]
    public void Five_lines_are_signed_each_with_its_end() => Assert.Equal(
        "GET\n/v3/certificates\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n",
        Encoding.UTF8.GetString(WeChatSignature.OfRequest("GET", "/v3/certificates", "1554208460", "593BEC0C930BF1AFEB40B4A08C8FB242", "")));

    [Fact]
    public void A_signature_of_another_text_is_none()
    {
        using var key = RSA.Create(2048);
        var signature = WeChatSignature.Sign(key, WeChatSignature.OfAnswer("1554208460", "n", "{}"u8));

        Assert.True(WeChatSignature.Verify(key, WeChatSignature.OfAnswer("1554208460", "n", "{}"u8), signature));
        Assert.False(WeChatSignature.Verify(key, WeChatSignature.OfAnswer("1554208461", "n", "{}"u8), signature));
        Assert.False(WeChatSignature.Verify(key, WeChatSignature.OfAnswer("1554208460", "n", "{} "u8), signature));
        Assert.False(WeChatSignature.Verify(key, WeChatSignature.OfAnswer("1554208460", "n", "{}"u8), "WECHATPAY/SIGNTEST/" + signature));
    }

    [Theory]
    [InlineData("gh_0123456789abcdefghij012345678", "gh_0123456789abcdefghij012345678"), InlineData("a b", null), InlineData("short", null)]
    [InlineData("gh_0123456789abcdefghij0123456789012345", null), InlineData("订单订单订单订单", null)]
    public void A_number_is_the_request_id_or_a_digest_of_it(string requestId, string? number)
    {
        var made = WeChatNumbers.Of(requestId);

        Assert.Matches("^[0-9A-Za-z_*-]{6,32}$", made);
        Assert.Equal(made, WeChatNumbers.Of(requestId));
        if (number is not null)
            Assert.Equal(number, made);
    }

    [Fact]
    public void A_description_is_cut_between_characters()
    {
        var cut = WeChatNumbers.Description(string.Concat(Enumerable.Repeat("书院🎓", 30)));

        Assert.True(Encoding.UTF8.GetByteCount(cut) is > 120 and <= 127);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)));
    }
}

public class Setting_up_WeChat(WeChatApp app) : IClassFixture<WeChatApp>
{
    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task The_test_of_the_connection_really_asks(bool publicKeyMode)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        await app.SwitchAsync(on: true, publicKeyMode);
        app.WeChat.SignsWith = publicKeyMode ? WeChatEmulator.PublicKeyId : app.WeChat.Rotate();

        Assert.Equal(new ConnectionTested(true, WeChatEmulator.MerchantId), await TestAsync());

        app.WeChat.Fail("/out-trade-no/", FaultKind.HangsUp);
        Assert.False((await TestAsync()).Works);
        await app.SwitchAsync(on: false);
        Assert.Equal(new ConnectionTested(false, "not_configured"), await TestAsync());
    }

    [Fact]
    public async Task Its_page_shows_it()
    {
        var browser = await app.SignInAsync(await app.MemberAsync("The owner", owner: true));

        var page = await browser.Speaking("en").GetAsync("/operate/payments");

        Assert.Contains("WeChat Pay", page.TextOf("main"));
        Assert.Contains("/webhooks/wechat", page.Text);
        Assert.DoesNotContain(WeChatEmulator.ApiV3Key, page.Text);
    }

    private Task<ConnectionTested> TestAsync() => app.WithAsync<TestConnection, ConnectionTested>(test => test.RunAsync("wechat", default));
}
