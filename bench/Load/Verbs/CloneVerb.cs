using System.CommandLine;
using System.Diagnostics;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Verbs;

/// <summary><c>clone</c>: what a newcomer waits from <c>git clone</c> to the first page, and at the second start.</summary>
internal static class CloneVerb
{
    public static Command Command()
    {
        var verb = new Command("clone", "Measure from git clone to the first page. It is the committed state that is cloned.");
        verb.SetAction((_, _) => RunAsync());
        return verb;
    }

    private static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        // The compiler server is found by this: so the newcomer has a cold one, and not that of somebody who works here.
        Directory.CreateDirectory(folder.Path("tmp"));
        (string, string)[] environment = [("TMPDIR", folder.Path("tmp")), ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0")];
        try
        {
            var watch = Stopwatch.StartNew();
            await FinishAsync(Processes.Start("git", ["clone", "--quiet", Repository.Root, folder.Path("guildhall")], folder.Path(), environment));
            var cloned = watch.Elapsed;
            Report.Progress($"Cloned after {cloned.TotalSeconds:0.0} s; building …");
            await FirstPageAsync(folder.Path("guildhall"), environment);
            var first = watch.Elapsed;
            Report.Progress($"First page after {first.TotalSeconds:0.0} s");
            watch.Restart();
            await FirstPageAsync(folder.Path("guildhall"), environment);
            Print(cloned, first, watch.Elapsed);
        }
        finally
        {
            await FinishAsync(Processes.Start("dotnet", ["build-server", "shutdown", "--vbcscompiler"], folder.Path(), environment));
        }
        return 0;
    }

    private static async Task FirstPageAsync(string clone, (string, string)[] environment)
    {
        var port = Processes.FreePort();
        var run = Processes.Start(Path.Combine(clone, "bin", "run"), ["--urls", $"http://127.0.0.1:{port}"], clone, environment);
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = run.StandardError.ReadToEndAsync();
        try
        {
            await FirstAnswer.WaitAsync(new Uri($"http://localhost:{port}"), "/", TimeSpan.FromMinutes(20),
                async () => run.HasExited ? await output + await errors : null);
        }
        finally
        {
            await Processes.EndAsync(run);
        }
    }

    private static async Task FinishAsync(Process process)
    {
        using (process)
            await Installation.ReadVerbAsync(process);
    }

    private static void Print(TimeSpan cloned, TimeSpan first, TimeSpan second)
    {
        Report.Heading("From clone to the first page",
        [
            .. Machine.Describe(),
            ("clone", "`git clone` of this repository on the same disk, then `bin/run`, until the first 200 at /; measured once; nothing built and no compiler running before, NuGet's and npm's package caches warm"),
            ("second start", "`bin/run` again with nothing changed"),
        ]);
        Report.Table(["figure", "s"],
        [
            ["`git clone`", Report.Number(cloned.TotalSeconds, 1)],
            ["`git clone` and `bin/run` to the first page", Report.Number(first.TotalSeconds, 1)],
            ["second `bin/run` to the first page", Report.Number(second.TotalSeconds, 2)],
        ]);
    }
}
