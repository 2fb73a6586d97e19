/// Values in flow form for every attribute of a service, in all its forms; the material of generated projects.
enum AttributeSamples {
    static let service: [String: [String]] = [
        "annotations": ["{a.b: x, c: 1}", "[a.b=y, d=2]", "{e: true, f: }"],
        "attach": ["true", "false", "\"true\""],
        "blkio_config": [
            "{weight: 300, weight_device: [{path: /dev/sda, weight: 400}]}",
            "{device_read_bps: [{path: /dev/sdb, rate: 12mb}]}",
        ],
        "build": [
            ".", "{context: ./dir, dockerfile: D, target: t}", "{args: {A: 1, B: , HOME: }}",
            "{args: [A=2, C=x=y], labels: [l=1]}",
            "{context: 'https://example.com/x.git#main', no_cache: true, pull: \"true\"}",
            "{dockerfile_inline: \"FROM x\\nRUN y\"}",
            "{tags: ['a:1', 'b:2'], platforms: [linux/amd64], cache_from: [x], cache_to: [y], network: host}",
            "{additional_contexts: {a: ./a, b: 'docker-image://x'}, shm_size: 1gb, ulimits: {nofile: {soft: 1, hard: 2}}}",
            "{additional_contexts: [c=./c], extra_hosts: ['h=1.2.3.4'], isolation: i, privileged: true, provenance: true, sbom: x}",
            "{ssh: [default], entitlements: [network.host], secrets: [sec]}",
        ],
        "cap_add": ["[A, B]", "[B, C]"],
        "cap_drop": ["[ALL]", "[X, ALL]"],
        "cgroup": ["host", "private"],
        "cgroup_parent": ["p", "/q"],
        "command": ["echo 'a b' \"c\"", "[x, \"1\", \"\"]", "\"\"", "[]", "null", "a\\ b $$HOME"],
        "configs": [
            "[conf]", "[{source: conf, target: /c, uid: \"1\", gid: \"2\", mode: 0440}]", "[{source: conf2}, conf]",
        ],
        "container_name": ["name-a", "name_b"],
        "cpu_count": ["2", "\"3\""],
        "cpu_percent": ["50"],
        "cpu_period": ["100", "\"200\""],
        "cpu_quota": ["100"],
        "cpu_rt_period": ["95000"],
        "cpu_rt_runtime": ["400"],
        "cpu_shares": ["73"],
        "cpus": ["0.5", "2", "\"1.25\""],
        "cpuset": ["0-1", "\"0,1\""],
        "credential_spec": ["{file: f}", "{registry: r}"],
        "depends_on": [
            "[db]", "{db: {condition: service_healthy}}",
            "{cache: {condition: service_started, required: false, restart: true}}", "[cache, db]",
        ],
        "deploy": [
            "{replicas: 2, labels: {a: b}}", "{labels: [c=d], mode: replicated, endpoint_mode: vip}",
            "{resources: {limits: {cpus: '0.5', memory: 50M, pids: 10}, reservations: {cpus: 0.25, memory: 20M}}}",
            "{resources: {reservations: {devices: [{capabilities: [gpu], count: 1, options: {a: b}}], generic_resources: [{discrete_resource_spec: {kind: gpu, value: 2}}]}}}",
            "{restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3, window: 120s}, placement: {constraints: [a==b], preferences: [{spread: x}], max_replicas_per_node: 1}}",
            "{update_config: {parallelism: 2, delay: 10s, order: stop-first, max_failure_ratio: 0.3, failure_action: pause, monitor: 1m}, rollback_config: {parallelism: 0}}",
            "null",
        ],
        "develop": [
            "{watch: [{path: ./a, action: sync, target: /a, ignore: [x/]}]}",
            "{watch: [{path: b.txt, action: restart}]}", "null",
        ],
        "device_cgroup_rules": ["['c 1:3 mr', 'a 7:* rmw']"],
        "devices": [
            "['/dev/a:/dev/b:r', /dev/c]", "[{source: /dev/x, target: /dev/b, permissions: rw}]",
            "['vendor.com/class=n']",
        ],
        "dns": ["8.8.8.8", "[1.1.1.1, 8.8.8.8]", "[\"\"]"],
        "dns_opt": ["[use-vc]", "[no-tld-query, use-vc]"],
        "dns_search": ["a.com", "[b.com, a.com]"],
        "domainname": ["d.com"],
        "entrypoint": ["/bin/x 'y z'", "[a, b]", "[]", "null"],
        "env_file": [
            "one.env", "[one.env, two.env]", "[{path: none.env, required: false}, one.env]", "[{path: two.env}]",
        ],
        "environment": [
            "{A: 1, B: text, C: , HOME: }", "[A=2, D=x=y, E, F=]",
            "{T: true, N: 1.50, M: 017, S: \"yes\", X: \"a: b #c\"}", "[\"Q=$$x\", 'R=${SET:-d}', 'U=${UNSET}']",
        ],
        "expose": ["[80, '90/udp']", "['3000-3002']"],
        "external_links": ["[redis_1, 'x:y']"],
        "extra_hosts": ["['a:1.1.1.1', 'b=::1']", "{c: 2.2.2.2, a: [3.3.3.3, 4.4.4.4]}", "['v6=[::2]']"],
        "gpus": [
            // "all" over a list is refused by docker compose, and added to the list by us.
            "[{driver: nvidia, count: 2}]", "[{capabilities: [gpu], device_ids: ['0'], options: [a=b]}]",
        ],
        "group_add": ["[mail, 1000]"],
        "healthcheck": [
            "{test: curl x, interval: 1m30s, timeout: 10s, retries: 3}",
            "{test: [CMD, a, b], start_period: 1.5s, start_interval: 500ms}",
            "{disable: true}", "{test: [NONE]}", "{retries: \"5\", interval: 1d}", "{test: [CMD-SHELL, 'x || exit 1']}",
        ],
        "hostname": ["h1", "h2.example"],
        "image": ["x", "repo/y:1.0", "'${IMG:-def}:${TAG-t}'"],
        "init": ["true", "false"],
        "ipc": ["host", "shareable"],
        "isolation": ["default"],
        "label_file": ["labels.env", "[labels.env]"],
        "labels": ["{a: 1, b: text, c: }", "[a=2, d=x]", "{e: true, f: 1.0, \"com.x.y-1\": \"z\"}"],
        "links": ["[db]", "['db:alias', cache]"],
        "logging": [
            "{driver: syslog, options: {a: 1, b: x}}", "{driver: json-file, options: {max-size: \"1m\"}}",
            "{options: {c: d}}",
        ],
        "mac_address": ["02:42:ac:11:65:43"],
        "mem_limit": ["1g", "1048576", "\"512 mb\""],
        "mem_reservation": ["256m"],
        "mem_swappiness": ["60"],
        "memswap_limit": ["2g", "-1"],
        "models": ["[llm]", "{llm: {endpoint_var: E, model_var: M}}"],
        "network_mode": ["host", "none", "service:db"],
        "networks": [
            "[front]", "{front: {aliases: [a, b], ipv4_address: 172.16.0.2, priority: 5}}",
            "{front: , back: {driver_opts: {x: 1}, link_local_ips: [1.1.1.1], mac_address: 'aa:bb:cc:dd:ee:ff'}}",
            "{back: {gw_priority: 1, interface_name: eth9, ipv6_address: '::5'}}",
        ],
        "oom_kill_disable": ["true"],
        "oom_score_adj": ["-500", "\"100\""],
        "pid": ["host"],
        "pids_limit": ["50", "-1"],
        "platform": ["linux/amd64"],
        "ports": [
            "[80]", "['8080:80', '443']", "['127.0.0.1:9000-9002:90-92/udp']",
            "[{target: 80, published: 8081, protocol: udp, mode: host, name: web}]",
            "['[::1]:5000:5000', '6000-6005:60']",
            "[{target: 1, published: '2', host_ip: 1.2.3.4, app_protocol: http}]",
        ],
        "privileged": ["true", "\"false\""],
        "profiles": ["[]", "[a]", "[b, c]"],
        "pull_policy": ["always", "if_not_present", "every_5d"],
        "pull_refresh_after": [],
        "pre_start": [],
        "post_start": [
            "[{command: [a, b], user: root, privileged: true, environment: {A: 1}}]",
            "[{command: echo x, working_dir: /w, environment: [B=2]}]",
        ],
        "pre_stop": ["[{command: ./stop.sh}]"],
        "provider": [],
        "extends": [],
        "read_only": ["true"],
        "restart": ["always", "\"no\"", "on-failure:3"],
        "runtime": ["runc"],
        "scale": ["2"],
        "secrets": ["[sec]", "[{source: sec, target: t, uid: '103', mode: 0400}]", "[{source: sec2}, sec]"],
        "security_opt": ["['label:x', 'seccomp:unconfined']"],
        "shm_size": ["64m", "10000000"],
        "stdin_open": ["true"],
        "stop_grace_period": ["20s", "1m30s"],
        "stop_signal": ["SIGINT"],
        "storage_opt": ["{size: 1G}"],
        "sysctls": ["{net.core.somaxconn: 1024}", "[net.x=0, net.core.somaxconn=5]"],
        "tmpfs": ["/run", "[/run, '/tmp:size=1m']"],
        "tty": ["true"],
        "ulimits": ["{nproc: 65535, nofile: {soft: 20000, hard: 40000}}", "{nproc: 5, nofile: 7}"],
        "use_api_socket": ["true"],
        "user": ["root", "\"1000:1000\""],
        "userns_mode": ["host"],
        "uts": ["host"],
        "volumes": [
            "[/anon, './rel:/rel', 'data:/data:ro']", "['~/h:/h', '../up:/up:rw,z', 'data:/data/:nocopy']",
            "[{type: bind, source: ./src, target: /src, bind: {propagation: rslave, create_host_path: false}}]",
            "[{type: volume, source: data, target: /d2, volume: {nocopy: true, subpath: s, labels: {a: b}}}, {type: tmpfs, target: /t, tmpfs: {size: 10m, mode: 0755}}]",
            "[{type: bind, source: /abs, target: /rel, read_only: true, consistency: cached}]",
        ],
        "volumes_from": ["[db, 'db:ro', 'container:c:rw']"],
        "working_dir": ["/code"],
        "x-own": ["{b: 1, a: [x, 1.5, true, null]}", "text"],
    ]

    /// Attributes that 2.40.3 does not know, or that cannot be generated by themselves.
    static let notGenerated: Set<String> = ["pre_start", "pull_refresh_after", "provider", "extends"]

    /// What further layers may say about the resources, and about whole files.
    static let topLevel = [
        "networks: {front: {driver_opts: {b: 2}, labels: {x: z, q: }}, back: {ipam: {config: [{subnet: 172.29.0.0/16}]}}}\n",
        "networks: {front: {name: own, external: false}, extra: }\n",
        "networks: {back: {ipam: {config: [{subnet: 172.28.0.0/16, ip_range: 172.28.5.0/24}]}, enable_ipv6: \"false\"}}\n",
        "volumes: {data: {driver_opts: {type: nfs}}}\n",
        "volumes: {data: {name: 'named-${SET}'}, more: {external: true}}\n",
        "secrets: {sec2: {environment: SET, labels: {a: b}}}\n",
        "configs: {conf: {content: other}}\n",
        "x-top: {a: [1, {b: c}], d: 017}\n",
        "x-top: {a: [2], e: \"x\\ny\"}\n",
        "name: 'from-file'\n",
        "include: [included.yaml]\n",
        "include: [{path: [sub/part.yaml], env_file: two.env}]\n",
    ]

    /// Files that may be included.
    static let included = [
        "included.yaml": """
        services:
          inc: {image: 'inc:${ONE:-none}', volumes: ['./i:/i'], networks: [inner], environment: {HOME: }}
        networks: {inner: {labels: {a: b}}}

        """,
        "sub/part.yaml": """
        services:
          part:
            build: .
            image: 'part:${ONE:-none}'
            env_file: part.env
            depends_on: [helper]
            extends: {service: helper}
          helper: {image: h, labels: [from=helper], secrets: [deep]}
        secrets: {deep: {file: ./deep.txt}}

        """,
        "sub/part.env": "PART=${ONE}\n",
    ]

    /// The resources that the samples refer to.
    static let resources = """
        networks:
          front: {driver: bridge, driver_opts: {a: 1}, labels: [x=y], internal: true, attachable: "true"}
          back: {ipam: {driver: default, config: [{subnet: 172.28.0.0/16, gateway: 172.28.0.1, aux_addresses: {h: 172.28.1.5}}]}, enable_ipv6: true, enable_ipv4: false}
        volumes:
          data: {driver: local, driver_opts: {type: none, o: bind, device: ./dev}, labels: {k: v}}
        secrets:
          sec: {file: ./secret.txt}
          sec2: {environment: HOME}
        configs:
          conf: {content: "text ${SET}"}
          conf2: {external: true, name: outer}
        models:
          llm: {model: ai/x, context_size: 10, runtime_flags: [--a]}

        """
}
