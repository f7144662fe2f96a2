using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>A page that finds out where to send its reader only after it has waited for the database, as it always does on PostgreSQL.</summary>
public class Redirects_of_pages(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Lead_to_the_only_community()
    {
        var library = await Library.OpenAsync(app);

        for (var i = 0; i < 3; i++)
        {
            var answer = await app.Visitor().GetAsync("/");

            answer.ShouldBe(HttpStatusCode.Found);
            Assert.Equal(library.Path, answer.Location);
        }
    }

    [Fact]
    public async Task Lead_from_the_second_step_back_to_the_first()
    {
        (await app.Visitor().GetAsync("/sign-in/code")).ShouldBe(HttpStatusCode.Found);
        using var browser = await app.SignInAsync(await app.MemberAsync());
        (await browser.GetAsync("/sign-in/code")).ShouldBe(HttpStatusCode.Found);
    }
}
