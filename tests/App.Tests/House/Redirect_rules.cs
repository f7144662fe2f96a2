using System.Text.RegularExpressions;
using Guildhall.Kernel.Http;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>A Location header with a character beyond ASCII is a 500: only <see cref="Redirects"/> writes one, and it encodes.</summary>
[Trait("Database", "none")]
public partial class Redirect_rules
{
    [Fact]
    public void Every_redirect_goes_through_one_function()
    {
        var files = Repository.Files("src", ".cs", ".razor")
            .Where(f => Path.GetFileName(f) is not ("Redirects.cs" or "LocalRedirects.cs") && !f.Contains("/Migrations.", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(f => RedirectsIn(File.ReadAllText(f)).Select(found => $"{Repository.Relative(f)}: {found}")));
    }

    [Fact]
    public void The_rule_rejects_every_other_way()
    {
        const string Specimen = """
            Navigation.NavigateTo(Next); http.Response.Redirect("/a"); return Results.Redirect("/b"); Results.LocalRedirect(path);
            TypedResults.LocalRedirect(path); response.Headers.Location = "/c"; headers[HeaderNames.Location] = "/d"; headers["Location"] = "/e";
            response.StatusCode = 303; response.StatusCode = StatusCodes.Status302Found; TypedResults.Created($"/f/{id}", row); Results.Accepted(path);
            """;

        Assert.Equal(
            [".NavigateTo(", ".Redirect(", ".Redirect(", "LocalRedirect(", "LocalRedirect(", "Headers.Location", "HeaderNames.Location", "\"Location\"",
                "StatusCode = 303", "StatusCodes.Status302Found", "Results.Created($", "Results.Accepted(p"],
            RedirectsIn(Specimen));
    }

    [Fact]
    public void The_rule_knows_the_function()
    {
        const string Specimen = """
            Navigation.RedirectTo(Next); http.Response.RedirectTo(path, permanently: true); return Redirects.To(path);
            TypedResults.Created(Redirects.Encode($"/f/{id}"), row); TypedResults.Accepted((string?)null);
            """;

        Assert.Empty(RedirectsIn(Specimen));
    }

    private static IEnumerable<string> RedirectsIn(string source) => Ways().Matches(source).Select(m => m.Value);

    [GeneratedRegex("""
        \.NavigateTo\( | \.Redirect\( | LocalRedirect\( | RedirectTo(?:Route|Page|Action)\( | Headers\.Location\b | HeaderNames\.Location\b | "Location"
        | StatusCode\s*=\s*30[12378]\b | StatusCodes\.Status30[12378]\w+ | Results\.(?:Created|Accepted)(?:AtRoute)?\((?!Redirects\.Encode\(|\(string\?\)null[,)]).
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Ways();
}
