using System.Collections.Concurrent;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.Options;

namespace Guildhall.Chat.Messages;

/// <summary>
/// How fast one member may talk, on each node by itself: so many messages at once, which grow back one by one. A message that is sent again
/// under its key costs nothing, so that a lost connection never makes anybody wait.
/// </summary>
internal sealed class Pace(IOptions<ChatOptions> options, TimeProvider time)
{
    private const int MostMembers = 10_000, MostKeys = 100;

    private readonly ConcurrentDictionary<long, Purse> _purses = [];

    /// <exception cref="Refused">429, and says when to try again.</exception>
    public void Take(long memberId, string key)
    {
        if (_purses.Count > MostMembers)
            _purses.Clear();
        var wait = _purses.GetOrAdd(memberId, _ => new Purse(options.Value.MessagesAtOnce, time.GetUtcNow()))
            .Take(key, options.Value, time.GetUtcNow());
        if (wait > TimeSpan.Zero)
            throw new Refused("too_many_messages", 429, "You're writing too fast. Your message is still here; it is sent in a moment.")
            {
                RetryAfter = wait,
            };
    }

    private sealed class Purse(double full, DateTimeOffset begun)
    {
        private readonly Queue<string> _keys = [];
        private readonly Lock _lock = new();
        private double _left = full;
        private DateTimeOffset _at = begun;

        public TimeSpan Take(string key, ChatOptions options, DateTimeOffset now)
        {
            lock (_lock)
            {
                if (_keys.Contains(key))
                    return TimeSpan.Zero;
                var perSecond = options.MessagesPerMinute / 60.0;
                _left = Math.Min(options.MessagesAtOnce, _left + (now - _at).TotalSeconds * perSecond);
                _at = now;
                if (_left < 1)
                    return TimeSpan.FromSeconds(Math.Ceiling((1 - _left) / perSecond));
                _left--;
                _keys.Enqueue(key);
                if (_keys.Count > MostKeys)
                    _keys.Dequeue();
                return TimeSpan.Zero;
            }
        }
    }
}
