using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

[Trait("Database", "none")]
public class Headers_of_an_answer(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData("/design", HttpStatusCode.OK)]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/operate/outbox", HttpStatusCode.Found)]
    public async Task Forbid_foreign_code_whatever_the_answer_is(string path, HttpStatusCode status)
    {
        var visitor = app.Visitor();

        var answer = await visitor.GetAsync(path);

        answer.ShouldBe(status);
        Assert.Contains("script-src 'self'", answer.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Null(answer.Header("Server"));
    }

    // A browser keeps a 410 for ever by itself, in the language in which it came first.
    [Theory]
    [InlineData("/setup?token=old", HttpStatusCode.Gone)]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    public async Task Forbid_to_keep_a_refusal(string path, HttpStatusCode status)
    {
        var answer = await app.Visitor().GetAsync(path);

        answer.ShouldBe(status);
        Assert.Contains("no-store", answer.Header("Cache-Control"));
    }

    // Strict, it would stay behind when its owner comes back from another site, and be replaced there.
    [Fact]
    public async Task Keep_the_form_cookie_of_who_comes_from_another_site()
    {
        var answer = await app.Visitor().GetAsync("/sign-in");

        var cookie = answer.Header("Set-Cookie");
        Assert.StartsWith("__Host-form=", cookie);
        Assert.Contains("samesite=lax", cookie);
        Assert.Contains("secure", cookie);
        Assert.Contains("httponly", cookie);
    }

    [Fact]
    public async Task Are_never_cached_for_a_program_that_was_refused()
    {
        var program = app.Visitor().WithToken("no-such-token");

        var answer = await program.GetAsync("/api/users");

        answer.ShouldBe(HttpStatusCode.Unauthorized);
        Assert.Contains("no-store", answer.Header("Cache-Control"));
    }
}
