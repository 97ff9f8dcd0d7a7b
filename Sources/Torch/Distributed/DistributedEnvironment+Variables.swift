extension DistributedEnvironment {
    /// Reads a table of environment variables; `nil` where the process is alone.
    ///
    /// `RANK` and `WORLD_SIZE` come first, since `torchrun` may itself be started by `srun` or `mpirun`.
    package init?(variables: [String: String]) throws(TorchError) {
        let variables = EnvironmentVariables(variables)
        let torch = try LaunchedProcess.torch(variables)
        let launched = try LaunchedProcess.launcher(variables)
        guard let process = torch ?? launched, process.size > 1 else { return nil }
        guard (0..<process.size).contains(process.rank) else {
            throw TorchError(
                .invalidEnvironment,
                "\(process.rankName)=\(process.rank) is no place among \(process.size) processes (\(process.sizeName)): "
                    + "ranks go from 0 to \(process.size - 1)")
        }
        if let torch, let launched, variables["TORCHELASTIC_RUN_ID"] == nil {
            try torch.requireAgreement(with: launched)
        }
        self.init(
            rank: process.rank, worldSize: process.size, localRank: process.localRank,
            host: try Self.host(variables, process), port: try Self.port(variables),
            isMeetingPointServed: variables["TORCHELASTIC_USE_AGENT_STORE"] == "True",
            attempt: try variables.number("TORCHELASTIC_RESTART_COUNT") ?? 0)
    }

    private static func host(_ variables: EnvironmentVariables, _ process: LaunchedProcess) throws(TorchError) -> String
    {
        if let host = variables["MASTER_ADDR"] { return host }
        if process.isOnOneMachine { return "127.0.0.1" }
        for name in ["SLURM_STEP_NODELIST", "SLURM_JOB_NODELIST", "SLURM_NODELIST"] {
            guard let list = variables[name] else { continue }
            guard let host = SlurmNodeList.firstHost(of: list) else {
                throw TorchError(.invalidEnvironment, "\(name)=\(list) is no list of machines: set MASTER_ADDR instead")
            }
            return host
        }
        throw TorchError(
            .invalidEnvironment,
            "\(process.sizeName)=\(process.size), but nothing says where the processes meet: "
                + "set MASTER_ADDR to the machine of rank 0, the same for all")
    }

    private static func port(_ variables: EnvironmentVariables) throws(TorchError) -> Int {
        if let port = try variables.number("MASTER_PORT") {
            guard (1...65535).contains(port) else {
                throw TorchError(.invalidEnvironment, "MASTER_PORT=\(port) is no port: 1 to 65535")
            }
            return port
        }
        // Jobs that share a machine then rarely share a port; below the range that systems hand out themselves.
        if let job = try variables.number("SLURM_JOB_ID") { return 12_000 + job % 20_000 }
        return 29_500
    }
}
