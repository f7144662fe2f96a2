using System.Net;
using Guildhall.App.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// No endpoint and no page answers a form with a redirect to another site: browsers do not follow it. The program itself watches every
/// answer, and so in every scenario of this suite; here it is shown specimens.
/// </summary>
[Trait("Database", "none")]
public class Form_redirect_rules(AwayApp app) : IClassFixture<AwayApp>
{
    [Theory]
    [InlineData("https://elsewhere.example/pay")]
    [InlineData("//elsewhere.example/pay")]
    [InlineData("/\\elsewhere.example/pay")]
    [InlineData("http://127.0.0.1:1/pay")]
    [InlineData("javascript:alert(1)")]
    public async Task The_rule_rejects_a_form_that_leads_to_another_site(string location)
    {
        (await PostAsync(location)).ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Theory]
    [InlineData("/sign-in?returnUrl=https://elsewhere.example")]
    [InlineData("next")]
    [InlineData("?page=2")]
    [InlineData("SELF/sign-in")]
    public async Task The_rule_lets_a_form_lead_to_a_page_of_this_site(string location)
    {
        (await PostAsync(location.Replace("SELF", app.Address.GetLeftPart(UriPartial.Authority)))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task The_rule_lets_a_link_lead_anywhere()
    {
        var answer = await app.Visitor().GetAsync(AwayApp.Path + "?to=https%3A%2F%2Felsewhere.example%2F");

        Assert.Equal("https://elsewhere.example/", answer.ShouldBe(HttpStatusCode.Found).Header("Location"));
    }

    private Task<Answer> PostAsync(string location) =>
        app.Visitor().SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{AwayApp.Path}?to={Uri.EscapeDataString(location)}"));
}

/// <summary>The program with an endpoint that leads wherever it is told.</summary>
public sealed class AwayApp : GuildhallApp
{
    public const string Path = "/specimens/away";

    protected override void Map(WebApplication app) => app.MapMethods(Path, ["GET", "POST"], (string to, HttpContext http) =>
    {
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = to;
    }).AllowAnonymous().DisableAntiforgery();
}
