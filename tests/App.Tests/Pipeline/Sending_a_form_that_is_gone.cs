using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

[Trait("Database", "sqlite")]
public class Sending_a_form_that_is_gone(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Long = "A long text that nobody wants to type a second time.";

    [Fact]
    public async Task Says_what_happened_and_gives_back_what_was_typed()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);
        var token = (await browser.GetAsync("/account/settings")).Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await browser.SendAsync(
            Form("/account/settings?x=1", ("_handler", "gone"), ("__RequestVerificationToken", token), ("bio", Long), ("password", Long + "!")));

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

    [Fact]
    public async Task After_being_signed_out_gives_the_text_back_and_leads_to_the_sign_in()
    {
        var library = await Library.OpenAsync(app);
        var browser = (await library.SignedInAsync("owner")).Speaking("en");
        var page = await browser.GetAsync(library.Path + "/manage/articles/new");
        await browser.PressAsync(page, "/sign-out");

        var answer = await browser.SubmitAsync(page, ("title", "Title"), ("markdown", Long), ("do", "save"));

        answer.ShouldBe(HttpStatusCode.Unauthorized);
        Assert.Equal("Sign in first", answer.TextOf("h1"));
        Assert.Equal(Long, answer.TextOf("textarea"));
        Assert.True(answer.Has($"a[href='/sign-in?returnUrl={Uri.EscapeDataString(library.Path + "/manage/articles/new")}']"));
        Assert.Equal(0, await library.CountAsync());
    }

    [Fact]
    public async Task Gives_back_a_short_text_of_several_lines_too()
    {
        var library = await Library.OpenAsync(app);
        var browser = await library.SignedInAsync("owner");
        var page = await browser.GetAsync(library.Path + "/manage/articles/new");
        await browser.PressAsync(page, "/sign-out");

        var answer = await browser.SubmitAsync(page, ("title", "Title"), ("markdown", "第一行。\r\n第二行。"), ("do", "save"));

        Assert.Contains("第二行。", answer.TextOf("textarea"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_losing_the_role_gives_the_text_back_and_looks_like_any_missing_page()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");
        var page = await owner.GetAsync(library.Path + "/manage/articles/new");
        var stranger = (await app.SignInAsync(await app.MemberAsync(language: "zh"))).Speaking("zh");

        var answer = await stranger.SubmitAsync(page, ("title", "Title"), ("markdown", Long), ("do", "save"));
        var nowhere = await stranger.SendAsync(Form("/c/no-such-place/manage/articles/new", ("markdown", Long)));

        answer.ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal("找不到", answer.TextOf("h1"));
        Assert.Equal(Long, answer.TextOf("textarea"));
        nowhere.ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(0, await library.CountAsync());
    }

    [Fact]
    public async Task From_another_site_gives_nothing_back()
    {
        var request = Form("/account/settings", ("bio", Long));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        var answer = await app.Visitor().SendAsync(request);

        answer.ShouldBe(HttpStatusCode.Forbidden);
        Assert.DoesNotContain(Long, answer.Text);
    }

    [Fact]
    public async Task That_is_broken_is_refused_all_the_same()
    {
        var broken = new HttpRequestMessage(HttpMethod.Post, "/account/settings") { Content = new StringContent("--x\r\nno part") };
        broken.Content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };

        (await app.Visitor().SendAsync(broken)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static HttpRequestMessage Form(string path, params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
}
