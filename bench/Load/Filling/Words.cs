namespace Guildhall.Load.Filling;

/// <summary>
/// What the generated articles are made of: the vocabulary of people who run systems, common words far more often than rare ones.
/// </summary>
internal static class Words
{
    public static readonly string[] Things =
    [
        "数据库", "缓存", "事务", "索引", "线程", "队列", "连接", "日志", "副本", "分片", "请求", "响应", "消息", "接口", "服务", "内存", "磁盘", "网络", "协程", "租约",
        "心跳", "主键", "外键", "查询", "计划", "指标", "告警", "容器", "镜像", "语法", "类型", "泛型", "闭包", "函数", "模块", "依赖", "版本", "断言", "边界", "超时",
        "熔断", "限流", "降级", "幂等", "一致性", "可用性", "延迟", "吞吐", "瓶颈", "需求", "评审", "代码", "分支", "配置", "权限", "会话", "令牌", "签名", "证书", "哈希",
        "排序", "链表", "堆栈", "指针", "引用", "快照", "游标", "分区", "水位", "检查点", "乐观锁", "读写锁", "连接池", "垃圾回收", "写前日志", "调用栈", "位图", "跳表", "布隆过滤器", "时间轮",
    ];

    public static readonly string[] Deeds =
    [
        "读取", "写入", "更新", "提交", "回滚", "检查", "等待", "释放", "获取", "比较", "计算", "记录", "返回", "发送", "接收", "重试", "合并", "拆分", "迁移", "替换",
        "验证", "测量", "观察", "分析", "解释", "假设", "压缩", "淘汰", "预热", "归档",
    ];

    /// <summary>0, 2 and 4 are things, 1 and 3 are deeds.</summary>
    public static readonly string[] Sentences =
    [
        "当{0}需要{1}{2}的时候，{4}会先{3}一次。", "我们在{0}上{1}了三次，{2}仍然没有变化，于是开始怀疑{4}。", "如果{0}已经{1}，就不必再{3}{2}；否则{4}会把它从头做一遍。",
        "这里的关键是{0}：它决定了{2}能否及时{1}。", "线上的{0}在高峰时{1}得很慢，{2}的队伍越排越长。", "把{0}和{2}分开之后，{4}只需要{1}自己的那一部分。",
        "很多人以为{0}会自动{1}，其实它只是在{3}{2}。", "先{1}{0}，再{3}{2}，这个顺序不能反。", "从{0}的角度看，{2}越少，{4}就越容易{1}。",
        "有一次{0}忘了{1}，{2}在凌晨三点把{4}占满了。", "所以我们给{0}加了一个上限：超过之后直接{1}，而不是让{2}继续堆积。", "下面这段代码展示了{0}怎样{1}{2}。",
    ];

    public static readonly string[] EnglishThings =
        ["the lease", "a cursor", "the write-ahead log", "each replica", "the queue", "a snapshot", "the index", "a transaction",
            "the cache", "every request", "the scheduler", "a checkpoint"];

    public static readonly string[] EnglishSentences =
    [
        "When {0} falls behind, {1} has to wait for it.", "We measured {0} three times before we touched {1}.", "Nothing says that {0} must outlive {1}.",
        "It is tempting to let {0} retry on its own, but {1} then sees the same work twice.", "Put a limit on {0} and the trouble with {1} becomes visible early.",
        "What looks like a bug of {0} is often a promise that {1} never made.",
    ];

    /// <summary>What is searched for: neither in every article nor in a few, so that a list of hits is full at every size.</summary>
    public static IReadOnlyList<string> ChineseQueries => [.. Things.Where(t => t.Length == 2).Skip(10).Take(24)];

    /// <inheritdoc cref="ChineseQueries"/>
    public static IReadOnlyList<string> NameQueries => [.. Names.Skip(5).Take(20)];

    private static readonly string[] Verbs = ["Acquire", "Renew", "Flush", "Merge", "Decode", "Retry", "Evict", "Commit", "Scan", "Split"];
    private static readonly string[] Nouns = ["Lease", "Cursor", "Segment", "Batch", "Snapshot", "Ledger", "Token", "Shard", "Frame", "Window"];

    /// <summary>Names as they stand in code, the first the most frequent.</summary>
    public static readonly string[] Names = [.. Nouns.SelectMany(_ => Verbs, (noun, verb) => verb + noun)];
}
