using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Guildhall.App.Tests.Events;

/// <summary>A whole node with all that runs in the background, on the database of an app of the tests.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Activity> _followed = Channel.CreateUnbounded<Activity>();

    private RunningNode(GuildhallApp beside, string? database, TimeProvider? time) => _app = Server.Build(
        [
            "--urls=http://127.0.0.1:0",
            "--applicationName=guildhall",
            $"--Guildhall:Database={database ?? SettingOf(beside)}",
            $"--Guildhall:Data={beside.DataFolder}",
            // What is broken on purpose is told by the answers.
            "--Logging:LogLevel:Default=None",
        ],
        builder =>
        {
            builder.Environment.WebRootPath = Path.Combine(House.Repository.Root, "src", "Web", "wwwroot");
            builder.Environment.WebRootFileProvider = new PhysicalFileProvider(builder.Environment.WebRootPath);
            if (time is not null)
                builder.Services.Replace(ServiceDescriptor.Singleton(time));
            builder.Services.AddSingleton<IFollowActivities>(new Follower(_followed.Writer));
        });

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningNode> StartAsync(GuildhallApp beside, string? database = null, TimeProvider? time = null)
    {
        var node = new RunningNode(beside, database, time);
        await node._app.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    public static string SettingOf(GuildhallApp app)
    {
        var choice = app.Services.GetRequiredService<DatabaseChoice>();
        return choice.IsPostgres ? choice.ConnectionString : new SqliteConnectionStringBuilder(choice.ConnectionString).DataSource;
    }

    public Client Visitor() =>
        new(new Uri(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()));

    public async Task PublishAsync(IEvent happened)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Publish(() => happened);
        await db.SaveChangesAsync();
    }

    /// <summary>Completes when this node's followers are told of it, and fails after a while.</summary>
    public async Task FollowedAsync(Thing subject)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        await foreach (var activity in _followed.Reader.ReadAllAsync(deadline.Token))
        {
            if (activity.SubjectKind == subject.Kind && activity.SubjectId == subject.Id)
                return;
        }
    }

    /// <summary>Asks until it is so; nothing tells of it.</summary>
    public async Task BecomesReadyAsync(bool ready)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (await IsReadyAsync() != ready)
            await Task.Delay(20, deadline.Token);
    }

    public async Task<bool> IsReadyAsync() => (await Visitor().GetAsync("/health/ready")).Status == HttpStatusCode.OK;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class Follower(ChannelWriter<Activity> followed) : IFollowActivities
    {
        public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
        {
            foreach (var activity in activities)
                followed.TryWrite(activity);
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>The machine's clock, but its timers ring only when a test says so: what happens without them was woken.</summary>
internal sealed class SilentTimers : TimeProvider
{
    private readonly ConcurrentDictionary<Timer, bool> _waiting = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        _waiting[timer] = true;
        return timer;
    }

    public void RingAll()
    {
        foreach (var timer in _waiting.Keys)
        {
            if (_waiting.TryRemove(timer, out _))
                timer.Ring();
        }
    }

    private sealed class Timer(SilentTimers timers, Action ring) : ITimer
    {
        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            timers._waiting[this] = true;
            return true;
        }

        public void Dispose() => timers._waiting.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
