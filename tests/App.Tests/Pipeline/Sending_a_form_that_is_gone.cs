using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

public class Sending_a_form_that_is_gone(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Long = "A long text that nobody wants to type a second time.";

    [Fact]
    public async Task Says_what_happened_and_gives_back_what_was_typed()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);
        var token = (await browser.GetAsync("/account/settings")).Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await browser.SendAsync(Form("/account/settings?x=1", ("_handler", "gone"), ("__RequestVerificationToken", token), ("bio", Long), ("password", Long + "!")));

        answer.ShouldBe(HttpStatusCode.BadRequest);
        Assert.Equal("This page has changed since you opened it", answer.TextOf("h1"));
        Assert.Equal(Long, answer.Document.QuerySelector("textarea")!.TextContent.Trim());
        Assert.DoesNotContain(Long + "!", answer.Text);
        Assert.NotNull(answer.Document.QuerySelector("a[href='/account/settings?x=1']"));
    }

    [Fact]
    public async Task Says_that_its_token_is_old()
    {
        var li = await app.MemberAsync(language: "zh");
        using var browser = (await app.SignInAsync(li)).Speaking("zh");

        var answer = await browser.SendAsync(Form("/account/settings", ("_handler", "profile"), ("bio", Long)));

        answer.ShouldBe(HttpStatusCode.BadRequest);
        Assert.Equal("这个表单是登录或退出之前打开的", answer.TextOf("h1"));
        Assert.Equal(Long, answer.Document.QuerySelector("textarea")!.TextContent.Trim());
    }

    private static HttpRequestMessage Form(string path, params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
}
