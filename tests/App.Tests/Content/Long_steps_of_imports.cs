using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Import;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Content;

/// <summary>Twenty large texts take longer than the lease of a batch: it is renewed from inside a step.</summary>
public class Long_steps_of_imports(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Say_after_every_file_that_they_are_alive()
    {
        var library = await Library.OpenAsync(app);
        using var folder = new Folder();
        for (var i = 0; i < 20; i++)
            folder.With($"a/text-{i}.md", $"# Text {i}\n\n![a](p{i}.png)\n").With($"a/p{i}.png", TestPng.Of($"picture {i}"));
        var owner = await library.PersonAsync("owner");
        var id = await library.InAsync<OpenImport, long>(o => o.RunAsync("docs", folder.Path, "docs", null, owner));

        var check = await BeatsAsync<CheckImport>(library, id,
            (c, batch, beat) => c.RunAsync(batch, (_, _) => Task.CompletedTask, beat.AliveAsync));
        await library.InAsync<DirectImport>(d => d.StartAsync(id));
        var intake = await BeatsAsync<TakeInImport>(library, id,
            (t, batch, beat) => t.RunAsync(batch, beat.StepDoneAsync, beat.AliveAsync));
        await library.InAsync<DirectImport>(d => d.UndoAsync(id));
        var undo = await BeatsAsync<UndoImport>(library, id, (u, batch, beat) => u.RunAsync(batch, beat.StepDoneAsync, beat.AliveAsync));

        // Every text is read twice by the check. Then come the steps: one column, twenty pictures, twenty texts; and back again.
        Assert.Equal([40], check);
        Assert.Equal([0, 20, 20], intake[..3]);
        Assert.Equal(20, undo[0]);
        Assert.Equal("undone", (await library.FinishAsync(id)).State);
    }

    [Fact]
    public async Task Renew_the_lease_no_oftener_than_needed()
    {
        var renewed = 0;
        var lease = new LeaseOfBatch(app.Clock, TimeSpan.FromSeconds(10), () =>
        {
            renewed++;
            return Task.CompletedTask;
        });

        for (var seconds = 0; seconds < 35; seconds++)
        {
            await lease.AliveAsync();
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, renewed);
    }

    /// <summary>How often it said so in each step.</summary>
    private static async Task<List<int>> BeatsAsync<TService>(
        Library library, long id, Func<TService, ImportBatch, Beat, Task> run) where TService : notnull
    {
        var beat = new Beat();
        await library.InAsync<IServiceProvider>(async services =>
        {
            var batch = await ((AppDb)services.GetService(typeof(AppDb))!).Set<ImportBatch>().SingleAsync(b => b.Id == id);
            await run((TService)services.GetService(typeof(TService))!, batch, beat);
        });
        await beat.StepDoneAsync();
        return beat.PerStep;
    }

    private sealed class Beat
    {
        private int _now;

        public List<int> PerStep { get; } = [];

        public Task AliveAsync()
        {
            _now++;
            return Task.CompletedTask;
        }

        public Task StepDoneAsync()
        {
            PerStep.Add(_now);
            _now = 0;
            return Task.CompletedTask;
        }
    }
}
