# Two commands matter: `make demo` and `make test`. Both install what is missing, build, and run.
#
#   TORCH=FOLDER          use the torch wheel unpacked in FOLDER (the folder that holds lib/ and include/)
#   TORCH_VERSION=2.13.0  the wheel to fetch where TORCH is not given
#   MODEL=PATH            the model for `make demo` and `make evaluate`
#   DATA=FOLDER           where `make evaluate` and `make precision` find depth/, mattes/ and peers/
#   ROOMS=FOLDER          rooms made by Scripts/stereo-rooms.py, which `make evaluate` scores as well
#   PREFIX=/usr/local     where `make install` puts the program

TORCH_VERSION ?= 2.13.0
WHEEL := .deps/torch-$(TORCH_VERSION)
TORCH ?= $(CURDIR)/$(WHEEL)/torch
PREFIX ?= /usr/local
SHIM := .deps/ctorch
SWIFT_FLAGS ?= -c release
PYTHON ?= python3
CXX := $(if $(filter default,$(origin CXX)),clang++,$(CXX))
CC := $(if $(filter default,$(origin CC)),clang,$(CC))

shim_sources := $(wildcard Sources/CTorch/shim/*.cpp Sources/CTorch/shim/kernels/*.cpp)
shim_objects := $(shim_sources:Sources/CTorch/shim/%.cpp=$(SHIM)/%.o)
shim_headers := $(wildcard Sources/CTorch/shim/*.h Sources/CTorch/shim/*/*.h Sources/CTorch/shim/*/*/*.h Sources/CTorch/include/*.h)
ifeq ($(shell uname -s),Darwin)
shim := $(SHIM)/libctorch.dylib
video := .deps/cvideo/libcvideo.dylib
else
shim := $(SHIM)/libctorch.so
video := .deps/cvideo/libcvideo.so
endif
video_libraries := libavformat libavcodec libswscale libavutil

.PHONY: help demo evaluate precision doc-pictures test build program gpu-bundle gpu-try libtorch video dependencies format lint \
	docs man install clean

help: ## Lists the commands.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 22

dependencies: .deps/packages ## Installs the system's libraries and checks the tools.

.deps/packages: Scripts/install-packages.sh
	@Scripts/install-packages.sh
	@mkdir -p .deps && touch $@

libtorch: $(shim) ## Fetches libtorch and compiles the C ABI over it.

# A finished wheel is marked, so that an interrupted download is begun again.
$(WHEEL)/.complete: | .deps/packages
	@echo "Fetching torch $(TORCH_VERSION) (0.2 to 3 GB, once) into $(WHEEL)"
	@rm -rf $(WHEEL)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
		--target $(WHEEL) torch==$(TORCH_VERSION)
	@touch $@

# Names the libtorch in use; changes, and so rebuilds the shim, only when another is chosen.
$(SHIM)/torch: FORCE $(if $(filter $(CURDIR)/$(WHEEL)/torch,$(TORCH)),$(WHEEL)/.complete)
	@test -f "$(TORCH)/lib/libtorch_cpu.so" -o -f "$(TORCH)/lib/libtorch_cpu.dylib" || \
		{ echo "No libtorch in $(TORCH): name the folder that holds lib/ and include/ (TORCH=…/site-packages/torch)"; exit 1; }
	@mkdir -p $(SHIM)
	@echo "$(TORCH)" | cmp -s - $@ || echo "$(TORCH)" > $@
FORCE:

$(SHIM)/%.o: Sources/CTorch/shim/%.cpp $(shim_headers) $(SHIM)/torch
	@echo "Compiling $<"
	@mkdir -p $(@D)
	@$(CXX) -std=c++20 -O2 -fPIC -fvisibility=hidden -Wall -Wextra -Wno-nullability-completeness -Werror \
		-ISources/CTorch/shim/declarations -isystem $(TORCH)/include -isystem $(TORCH)/include/torch/csrc/api/include -c $< -o $@

$(shim): $(shim_objects)
	@$(CXX) -shared -o $@ $^ -L$(TORCH)/lib -Wl,-rpath,$(TORCH)/lib -ltorch_cpu -lc10

video: $(video) ## Compiles the C ABI over FFmpeg's libraries, for films.

$(video): $(wildcard Sources/CVideo/shim/*.c Sources/CVideo/include/*.h) | .deps/packages
	@mkdir -p $(dir $@)
	@if pkg-config --exists $(video_libraries); then \
		echo "Compiling Sources/CVideo/shim" && \
		$(CC) -std=c11 -O2 -fPIC -fvisibility=hidden -Wall -Wextra -Werror -shared -o $@ $(filter %.c,$^) \
			-ISources/CVideo/include $$(pkg-config --cflags --libs $(video_libraries)); \
	else echo "No headers of FFmpeg: films cannot be written (apt-get install libavformat-dev libswscale-dev)"; fi

build: .deps/packages libtorch video ## Builds the program and the tests.
	@echo "Building"
	@swift build $(SWIFT_FLAGS) --build-tests

test: build ## Runs every test.
	@swift test $(SWIFT_FLAGS) --skip-build --disable-xctest

demo: program ## Estimates the depth of the photos in Examples/ with the bundled model, into output/.
	@.build/release/depthpro doctor
	@.build/release/depthpro predict Examples --output output --model $(if $(MODEL),"$(MODEL)",small)

# The peers' networks are fetched by nobody: where DATA/peers has them, they are scored as well.
PEERS := fast-depth=fast_depth_224_int8 mobile-pydnet=mobile_pydnet_pruned35
DATA ?= $(firstword $(wildcard data ../shared/data))

evaluate: program ## Scores the bundled model, and the peers in DATA/peers, on DATA/depth and DATA/mattes, into output/.
	@test -f "$(DATA)/depth/manifest.jsonl" || { echo "Name a folder with depth/manifest.jsonl and mattes/: make evaluate DATA=…"; exit 1; }
	@mkdir -p output/peers
	@if [ -d "$(DATA)/peers" ]; then \
		[ -d .deps/peers ] || $(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
			--target .deps/peers ai-edge-litert pillow numpy || exit 1; \
		for peer in $(PEERS); do for set in "$(DATA)/depth" "$(DATA)/mattes" $(if $(ROOMS),"$(ROOMS)"); do \
			PYTHONPATH=.deps/peers $(PYTHON) Benchmarks/peers.py $${peer%%=*} "$(DATA)/peers/$${peer#*=}.tflite" \
				"$$set" "output/peers/$${peer%%=*}/$$(basename "$$set")" > /dev/null || exit 1; \
		done; done; \
	fi
	@.build/release/depthpro evaluate --dataset "manifest:$(DATA)/depth" --dataset "mattes:$(DATA)/mattes" \
		$(if $(ROOMS),--dataset "manifest:$(ROOMS)") --model $(if $(MODEL),"$(MODEL)",small) --except Models/small.trained-on.txt \
		$(if $(wildcard $(DATA)/peers),$(foreach peer,$(PEERS),--predictions $(firstword $(subst =, ,$(peer)))=output/peers/$(firstword $(subst =, ,$(peer))))) \
		--constant 1.57 --slope 1.28:1.92 --ignore-invalid --align none --align median --report output/evaluation.html --json output/evaluation.json --csv output/evaluation.csv --restart

precision: program ## Measures what every precision and kernel does to results on DATA, into docs/performance.md.
	@test -f "$(DATA)/depth/manifest.jsonl" || { echo "Name a folder with depth/manifest.jsonl and mattes/: make precision DATA=…"; exit 1; }
	@$(PYTHON) Benchmarks/quality.py "$(DATA)" $(if $(MODEL),--model "$(MODEL)") --json output/precision.json \
		--document docs/performance.md

program: .deps/packages libtorch video
	@echo "Building depthpro"
	@swift build $(SWIFT_FLAGS) --product depthpro

gpu-bundle: program ## Packs what Benchmarks/gpu/gpu.py needs to measure on a GPU machine into .build/depthpro-gpu.tar.xz.
	@Benchmarks/gpu/bundle.sh .build/depthpro-gpu.tar.xz

gpu-try: gpu-bundle ## Runs those measurements on this CPU with small networks; PYTHON has torch, numpy and Pillow.
	@Benchmarks/gpu/try.sh .build/depthpro-gpu.tar.xz $(PYTHON) $(SHIM_FILE)

doc-pictures: program ## Runs the commands in README.md and docs/, and makes their pictures anew; PYTHON has Pillow.
	@PATH="$(CURDIR)/.build/release:$$PATH" $(PYTHON) Scripts/doc-pictures.py $(DOCUMENTS)

docs: ## Writes the documentation of the libraries into .build/docs.
	@mkdir -p .build/docs
	@for target in TensorFiles Torch Images Geometry Editing Views DepthPro DepthFiles Evaluation Datasets Scenes Training; do \
		swift package --allow-writing-to-directory .build/docs/$$target generate-documentation \
			--target $$target --output-path .build/docs/$$target --transform-for-static-hosting || exit 1; \
	done

man: program ## Writes the man pages into .build/man, and the shells' completions into .build/completions.
	@mkdir -p .build/man .build/completions
	@swift package --allow-writing-to-package-directory generate-manual --multi-page
	@cp .build/plugins/GenerateManual/outputs/DepthProCommand/*.1 .build/man/
	@.build/release/depthpro --generate-completion-script bash > .build/completions/depthpro.bash
	@.build/release/depthpro --generate-completion-script zsh > .build/completions/_depthpro
	@.build/release/depthpro --generate-completion-script fish > .build/completions/depthpro.fish

install: program ## Installs the program, and the C ABIs over libtorch and FFmpeg, under PREFIX.
	@install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/depthpro
	@install .build/release/depthpro $(DESTDIR)$(PREFIX)/bin/
	@install $(shim) $(wildcard $(video)) $(DESTDIR)$(PREFIX)/lib/depthpro/
	@echo "Installed $(DESTDIR)$(PREFIX)/bin/depthpro; it uses the libtorch in $(TORCH)"

format: ## Formats the Swift sources.
	@swift format --in-place --recursive --parallel Sources Tests Package.swift

lint: ## Checks the format and the rules of .swift-format.
	@swift format lint --strict --recursive --parallel Sources Tests Package.swift

clean: ## Removes what was built; keeps the fetched libtorch.
	@rm -rf .build $(SHIM) $(dir $(video))
