using System.Diagnostics;
using System.Xml.Linq;
using Xunit;

namespace Guildhall.App.Tests.House;

[Trait("Database", "none")]
public class Module_walls
{
    [Fact]
    public void No_module_references_anything_but_Kernel()
    {
        var projects = Repository.Files("src/Modules", ".csproj").ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, p => Assert.Empty(ForbiddenReferences(XDocument.Load(p))));
    }

    [Fact]
    public void The_rule_rejects_a_module_that_references_a_module()
    {
        var specimen = XDocument.Load(Path.Combine(Repository.Root, "tests/Specimens/ModuleReferencingModule/ModuleReferencingModule.csproj"));

        Assert.Equal(["Payments"], ForbiddenReferences(specimen));
    }

    [Fact]
    public async Task The_build_refuses_it_too_and_says_what_to_do()
    {
        var (code, output) = await DotnetAsync("msbuild tests/Specimens/ModuleReferencingModule -t:GuildhallWall -nologo -v:m");

        Assert.NotEqual(0, code);
        Assert.Contains("WALL001", output);
        Assert.Contains("put a question (interface) or a fact (event record) into src/Kernel/Contracts", output);
    }

    [Fact]
    public async Task The_build_refuses_banned_calls()
    {
        var (code, output) = await DotnetAsync("build tests/Specimens/BannedCall -nologo -v:m");

        Assert.NotEqual(0, code);
        Assert.Contains("RS0030", output);
    }

    private static IEnumerable<string> ForbiddenReferences(XDocument project) =>
        project.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))
            .Where(name => name != "Kernel");

    private static async Task<(int Code, string Output)> DotnetAsync(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
